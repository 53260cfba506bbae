/** The look of the page: a quiet official sheet, on screens, phones and A4 paper. */
export const STYLE = `
:root{--ink:#22262c;--quiet:#6b7280;--faint:#a3a9b3;--line:#d9dde3;--red:#a02020;--blue:#2f5680;--band:#f5f7fa}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#eceff3;color:var(--ink);font:15px/1.65 "Noto Sans SC","PingFang SC","Hiragino Sans GB","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC",system-ui,sans-serif}
main{max-width:60rem;margin:2rem auto;padding:3rem 3.5rem;background:#fff;box-shadow:0 1px 3px rgba(20,30,50,.12)}
h1,h2{font-family:"Noto Serif SC","Source Han Serif SC","Songti SC",SimSun,"Noto Serif CJK SC",Georgia,serif;font-weight:600;line-height:1.35;text-wrap:balance}
h1{margin:.2rem 0 .4rem;font-size:1.9rem;text-align:center}
.org{margin:0;text-align:center;color:var(--red);letter-spacing:.18em;font-size:.85rem}
.when{margin:0 0 1rem;text-align:center;color:var(--quiet)}
.rule{height:4px;border:solid var(--red);border-width:2px 0 1px;margin:0 0 1.4rem}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:0 0 2rem;font-size:.85rem}
.facts dt{color:var(--quiet)}.facts dd{margin:0;overflow-wrap:anywhere}
.hash{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.78rem}
h2{margin:2.4rem 0 .7rem;font-size:1.2rem}
h2 .n{color:var(--red);margin-right:.5em}
.scroll{overflow-x:auto;-webkit-overflow-scrolling:touch}
table{width:100%;border-collapse:collapse;font-size:.9rem}
thead{border-top:2px solid var(--ink);border-bottom:1px solid var(--ink)}
tbody{border-bottom:2px solid var(--ink)}
th,td{padding:.42rem .6rem;text-align:left;vertical-align:top}
thead th{font-weight:600;vertical-align:bottom;line-height:1.35}
thead small{display:block;font-weight:400;color:var(--quiet)}
tbody th{font-weight:400;min-width:7em;max-width:22em;overflow-wrap:anywhere}
tbody tr+tr{border-top:1px solid var(--line)}
td.t{overflow-wrap:anywhere}
th.f,td.f{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
thead th.f{white-space:normal}
td.f a{color:inherit;text-decoration:none}
td.f a:hover,td.f a:focus{color:var(--blue);text-decoration:underline}
td.f .c{display:block;font-size:.62rem;line-height:1.1;color:var(--faint);letter-spacing:.03em}
td.n{color:var(--quiet)}
sup{font-size:.65em;line-height:0;color:var(--red)}
a{color:var(--blue);text-underline-offset:2px}
figure{margin:1.2rem 0 0}
figure svg{display:block;width:100%;height:auto}
ol.foot{margin:.5rem 0 0;padding-left:1.4em;font-size:.78rem;line-height:1.5;color:var(--quiet)}
.note{margin:.4rem 0 0;font-size:.82rem;color:var(--quiet);overflow-wrap:anywhere}
.notes p{margin:.3rem 0;overflow-wrap:anywhere}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:0;border-top:1px solid var(--line);font-size:.74rem;line-height:1.45}
.card{display:flex;gap:.7rem;padding:.6rem .4rem;border-bottom:1px solid var(--line);break-inside:avoid}
.card svg{flex:none;width:4.6rem;height:4.6rem}
.card p{margin:0;overflow-wrap:anywhere}
.card .code{font-weight:600;font-size:.85rem;letter-spacing:.04em}
.card .place{color:var(--quiet)}
.end{margin-top:2.5rem;padding-top:.6rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.75rem;overflow-wrap:anywhere}
@media (max-width:44rem){
body{background:#fff;font-size:16px}
main{margin:0;padding:1.4rem 1rem 2rem;box-shadow:none}
h1{font-size:1.45rem}
dl.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.4rem}
figure{overflow-x:auto}figure svg{min-width:34rem}
table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.stack,table.stack tbody,table.stack tr,table.stack th,table.stack td{display:block;max-width:none}
table.stack tbody{border-top:2px solid var(--ink)}
table.stack tr{padding:.5rem 0}
table.stack tbody th{padding:.1rem 0 .3rem;font-weight:600}
table.stack td{display:grid;grid-template-columns:9em 1fr;gap:.6rem;padding:.15rem 0;text-align:left;white-space:normal}
table.stack td.f>span{text-align:right}
table.stack td::before{content:attr(data-of);color:var(--quiet);font-size:.85em}
table.stack td.none{display:none}
table.wide tbody th,table.wide thead th:first-child{position:sticky;left:0;background:#fff;min-width:5em}
}
@page{size:A4;margin:18mm 16mm 20mm}
@media print{
body{background:#fff;font-size:9.5pt;line-height:1.5}
main{max-width:none;margin:0;padding:0;box-shadow:none}
a{color:inherit;text-decoration:none}
.scroll{overflow:visible}
h2{break-after:avoid}
thead{display:table-header-group}
tr,figure,.card,ol.foot li{break-inside:avoid}
section.appendix{break-before:page}
table{font-size:8.5pt}
th,td{padding:.28rem .4rem}
.cards{grid-template-columns:repeat(3,1fr);font-size:6.6pt}
.card svg{width:18mm;height:18mm}
}
`;
