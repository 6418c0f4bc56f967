/// The style sheet of the page: light and dark, from a phone's width on, nothing from elsewhere.
enum PageStyle {
  static let css = """
    :root{color-scheme:light dark;--paper:#fff;--ink:#0f172a;--quiet:#526075;--rule:#d8e0e9;
    --lane:#eef2f6;--link:#0b5cad;--critical:#b91c1c;--major:#8f5200;--minor:#526075;
    --technical:#0369a1;--good:#15803d}
    @media(prefers-color-scheme:dark){:root{--paper:#10151d;--ink:#e6ebf2;--quiet:#9fadbf;
    --rule:#2e3a49;--lane:#1d2733;--link:#7cb8ff;--critical:#ff8a80;--major:#ffb74d;
    --minor:#9fadbf;--technical:#6ec6ff;--good:#7ed69a}
    svg .marks{filter:brightness(1.3)}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:1200px;padding:24px 20px 64px;background:var(--paper);
    color:var(--ink);overflow-wrap:break-word;
    font:15px/1.5 system-ui,'Noto Sans','Noto Sans CJK SC','DejaVu Sans',sans-serif}
    bdi{overflow-wrap:anywhere}
    h1{font-size:26px;line-height:1.25;margin:0 0 4px}
    h2{font-size:20px;margin:36px 0 10px}
    h3{font-size:17px;margin:0}
    h4{font-size:14px;margin:18px 0 6px}
    p{margin:2px 0}
    a{color:var(--link)}
    ul,ol{margin:6px 0;padding-left:22px}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums}
    th,td{padding:5px 14px 5px 0;text-align:left;vertical-align:top;
    border-bottom:1px solid var(--rule)}
    th{font-weight:600;white-space:nowrap}
    .number{text-align:right;white-space:nowrap}
    .queue{width:100%}
    .quiet{color:var(--quiet)}
    .critical{color:var(--critical)}.major{color:var(--major)}.minor{color:var(--minor)}
    .technical{color:var(--technical)}
    .excellent{color:var(--good)}.needsImprovement{color:var(--critical)}
    .flag{display:inline-block;margin:0 10px 0 0}
    article{margin:0 0 20px;padding:16px 18px;border:1px solid var(--rule);border-radius:8px}
    .heading{display:flex;justify-content:space-between;gap:16px;align-items:baseline}
    .heading a{white-space:nowrap;font-size:13px}
    .flags{list-style:none;padding:0}
    .flags>li{margin:0 0 12px;padding:0 0 0 12px;border-left:4px solid currentColor}
    .flags>li>*{color:var(--ink)}
    .flags>li>.quiet{color:var(--quiet)}
    .flags .title{color:inherit;font-weight:600}
    .columns{display:grid;grid-template-columns:minmax(0,1fr) fit-content(60%);gap:0 48px}
    .scroll{overflow-x:auto}
    svg{display:block;width:100%;margin:12px 0 4px;overflow:visible}
    svg text{font-size:12px;fill:var(--ink)}
    svg .quiet{fill:var(--quiet)}
    svg .lane{fill:var(--lane)}
    svg .grid{stroke:var(--rule)}
    svg .coarse{display:none}
    summary{cursor:pointer;font-weight:600;font-size:14px;margin:14px 0 6px}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px}
    @media(max-width:700px){
    body{padding:16px 12px 48px}
    article{padding:12px}
    .columns{display:block}
    .figures{width:100%}
    .figures th,.figures td{padding-right:8px;font-size:13px}
    .figures th{white-space:normal}
    .cards,.cards tbody{display:block}
    .cards thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
    .cards tr{display:block;padding:8px 0;border-bottom:1px solid var(--rule)}
    .cards td{display:flex;justify-content:space-between;gap:16px;padding:1px 0;border:0;
    text-align:right;white-space:normal}
    .cards td::before{content:attr(data-label);color:var(--quiet);text-align:left;
    white-space:nowrap}
    .cards .flag{margin:0 0 0 10px}
    svg .fine{display:none}svg .coarse{display:inline}}
    @media print{article{break-inside:avoid}}
    """
}
