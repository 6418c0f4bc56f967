internal import CallTypes
