/** The page's looks: light and dark by the reader's own setting, narrow and wide, on paper. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1c2127;--soft:#5b6672;--paper:#fff;--card:#f5f7f9;--line:#d5dbe1;--good:#18703c;--bad:#b3261e;--warn:#8a5a00;--odd:#7b3fb0;--accent:#0b5cad}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#9aa5b1;--paper:#14181d;--card:#1d232a;--line:#36404a;--good:#62c98a;--bad:#ff8a80;--warn:#f0b84a;--odd:#c99cf0;--accent:#7db8f5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1.25rem;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif;overflow-wrap:anywhere;position:relative}
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0}
h2{font-size:1.1rem;margin:2rem 0 .5rem}
p{margin:.4rem 0}
.soft{color:var(--soft)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.verdict{border-left:.4rem solid var(--tone);background:var(--card);padding:.75rem 1rem;border-radius:.25rem}
.pass{--tone:var(--good)}.fail{--tone:var(--bad)}.warning{--tone:var(--warn)}.unknown{--tone:var(--odd)}.idle{--tone:var(--soft)}
.chain{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem 0;margin:.5rem 0;padding:0}
.chain li{display:flex;align-items:center;color:var(--tone);font-size:.9rem}
.chain li+li::before{content:"";width:1rem;height:2px;background:var(--line)}
.chain .link{border:2px solid var(--tone);border-radius:1rem;padding:.1rem .6rem}
.chain .root .link{background:var(--tone);color:var(--paper);font-weight:600}
.chain .end .link{border-style:double;border-width:4px;border-color:var(--ink);color:var(--ink);border-radius:.25rem;font-weight:600}
.chain .root~li::before{background:repeating-linear-gradient(90deg,var(--bad) 0 3px,transparent 3px 6px)}
.chain .root~.end .link{border-style:dashed;border-width:2px;border-color:var(--bad)}
.calls{margin:.6rem 0;break-inside:avoid}.calls figcaption{font-weight:600}
.lane{display:grid;grid-template-columns:7rem 1fr;align-items:center;color:var(--tone)}
.lane svg{width:100%;height:18px;display:block;overflow:visible}
.lane path{fill:none;vector-effect:non-scaling-stroke}
.lane .rule{stroke:var(--line);stroke-width:1}.lane .dots{stroke:var(--tone);stroke-width:9;stroke-linecap:round}
.axis{color:var(--soft);font-size:.8rem}.axis div{display:flex;justify-content:space-between;gap:1rem;flex-wrap:wrap}
.tone{color:var(--tone);font-weight:600}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600;white-space:nowrap}
td.short{white-space:nowrap}
td.state{color:var(--tone);white-space:nowrap}
.checks td:nth-child(2){width:45%}.checks tr{break-inside:avoid}
code,pre{font:.88rem/1.5 ui-monospace,monospace}
pre{background:var(--card);border:1px solid var(--line);border-radius:.25rem;padding:.5rem .75rem;margin:.3rem 0;white-space:pre-wrap}
details{margin:.4rem 0}
summary{cursor:pointer;color:var(--accent)}
summary:focus-visible,button:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
a{color:var(--accent)}
ol.fixes{padding-left:1.4rem}ol.fixes>li{margin:.8rem 0}
.command{display:flex;gap:.5rem;align-items:flex-start}.command pre{flex:1;min-width:0}
button{font:inherit;font-size:.85rem;color:var(--accent);background:none;border:1px solid var(--line);border-radius:.25rem;padding:.4rem .7rem;margin-top:.3rem;cursor:pointer}
blockquote{margin:.5rem 0;padding-left:1rem;border-left:3px solid var(--line)}
@media(max-width:30rem){body{padding:.75rem}.checks td:nth-child(2){width:auto}.chain .link{padding:.05rem .45rem}table,tbody,tr,td,th{display:block}th,td{border:0;padding:.1rem 0}tr{border-bottom:1px solid var(--line);padding:.3rem 0}thead{display:none}.lane{grid-template-columns:5.5rem 1fr}}
@media print{body{max-width:none;font-size:11pt}button{display:none}details>*{display:block}.chain .root .link,.lane .dots{print-color-adjust:exact}.verdict,pre{break-inside:avoid}}
`;
