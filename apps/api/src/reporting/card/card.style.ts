/** The look of the page of a card: a quiet slip of paper, on phones first. */
export const STYLE = `
:root{--ink:#22262c;--quiet:#6b7280;--line:#d9dde3;--red:#a02020;--blue:#2f5680}
*{box-sizing:border-box}
body{margin:0;background:#eceff3;color:var(--ink);font:16px/1.6 "Noto Sans SC","PingFang SC","Hiragino Sans GB","Microsoft YaHei",system-ui,sans-serif}
main{max-width:34rem;margin:1.5rem auto;padding:1.6rem 1.4rem 2rem;background:#fff;border-top:4px solid var(--red);box-shadow:0 1px 3px rgba(20,30,50,.12)}
.org{margin:0;color:var(--red);letter-spacing:.12em;font-size:.8rem}
h1{margin:.2rem 0 1.2rem;font-size:1.3rem;font-weight:600}
h1 span{display:inline-block;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;letter-spacing:.04em;overflow-wrap:anywhere}
dl{margin:0}
dt{margin-top:.8rem;color:var(--quiet);font-size:.8rem}
dd{margin:0;padding-bottom:.5rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
dl>dt:first-child+dd{font-size:1.7rem;line-height:1.3;font-variant-numeric:tabular-nums}
a{color:var(--blue);text-underline-offset:2px}
form{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;margin:1rem 0}
label{flex:1 1 12rem;font-size:.85rem;color:var(--quiet)}
input{display:block;width:100%;margin-top:.2rem;padding:.5rem .6rem;border:1px solid #9aa1ac;border-radius:3px;font:inherit;color:var(--ink)}
button{padding:.5rem 1.2rem;border:0;border-radius:3px;background:var(--blue);color:#fff;font:inherit;cursor:pointer}
.quiet{color:var(--quiet);font-size:.85rem}
@media (max-width:36rem){body{background:#fff}main{margin:0;box-shadow:none}}
@media print{body{background:#fff}main{margin:0;box-shadow:none}form{display:none}}
`;
