/** The looks of the fleet's page: light and dark by the reader's own setting, narrow and wide, on paper. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1c2127;--soft:#57626e;--paper:#fff;--card:#f4f6f8;--line:#d5dbe1;--accent:#0b5cad;
--healthy:#dcefe2;--healthy-ink:#155d34;--developer:#f7d9b0;--developer-ink:#5a3500;--account-admin:#f4c5c1;--account-admin-ink:#7a1610;--payer:#f2c4de;--payer-ink:#761350;--organization-admin:#d9ccf2;--organization-admin-ink:#43218a;--policy-owner:#c4ddf3;--policy-owner-ink:#0b4172;--aws-support:#e6dba8;--aws-support-ink:#4f4300;--aws-sales:#e6dba8;--aws-sales-ink:#4f4300;--nobody:#dfe3e7;--nobody-ink:#3d4650;--unknown:#fff;--unknown-ink:#5b2a8c}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#a2adb8;--paper:#14181d;--card:#1d232a;--line:#39434d;--accent:#7db8f5;
--healthy:#173726;--healthy-ink:#8fe0b0;--developer:#523408;--developer-ink:#ffd79b;--account-admin:#5f1d18;--account-admin-ink:#ffc9c4;--payer:#571541;--payer-ink:#ffc4e6;--organization-admin:#38236b;--organization-admin-ink:#dccbff;--policy-owner:#143a5c;--policy-owner-ink:#bfe0ff;--aws-support:#433a0a;--aws-support-ink:#f3e39a;--aws-sales:#433a0a;--aws-sales-ink:#f3e39a;--nobody:#333c45;--nobody-ink:#dfe5ea;--unknown:#14181d;--unknown-ink:#d9b6fb}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:84rem;padding:1.25rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0;text-wrap:balance}
h2{font-size:1.1rem;margin:1.75rem 0 .5rem}
p{margin:.35rem 0}
.soft{color:var(--soft)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.verdict{border-left:.4rem solid var(--tone);background:var(--card);padding:.75rem 1rem;border-radius:.25rem}
.bad{--tone:var(--account-admin-ink)}.good{--tone:var(--healthy-ink)}.odd{--tone:var(--unknown-ink)}
.todo{counter-reset:todo;list-style:none;padding:0;margin:.5rem 0;display:grid;gap:.6rem;grid-template-columns:repeat(auto-fit,minmax(min(18rem,100%),1fr))}
.todo li{counter-increment:todo;position:relative;border:1px solid var(--line);border-radius:.35rem;padding:.7rem .9rem .7rem 3.1rem;display:flex;flex-direction:column;gap:.5rem;justify-content:space-between}
.todo li::before{content:counter(todo);position:absolute;left:.8rem;top:.7rem;width:1.7rem;height:1.7rem;border-radius:50%;background:var(--ink);color:var(--paper);font-weight:700;line-height:1.7rem;text-align:center}
.todo strong{font-size:1.05rem;font-weight:600;line-height:1.4}
.effect{display:flex;flex-wrap:wrap;gap:.2rem .9rem;align-items:center;font-size:.92rem}
.todo button{font:inherit;color:var(--accent);background:none;border:0;padding:.2rem 0;min-height:1.6rem;cursor:pointer;text-decoration:underline}
table.causes{border-collapse:collapse;width:100%;font-size:.93rem}
.causes th,.causes td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line)}
.causes thead th{white-space:nowrap}.causes th .soft{font-weight:400}.causes th{font-weight:400}.causes thead th{font-weight:600}
.causes td.count{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.causes button{font:.9rem/1.5 ui-monospace,monospace;text-align:left;color:var(--accent);background:none;border:0;padding:.15rem 0;min-height:1.6rem;cursor:pointer;text-decoration:underline;overflow-wrap:anywhere}
.swatch{display:inline-block;min-width:1.5rem;padding:0 .3rem;border-radius:.2rem;text-align:center;font-weight:600;font-size:.85rem;background:var(--fill);color:var(--letter)}
.filters{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:end;margin:.5rem 0}
.filters label{display:flex;flex-direction:column;font-size:.82rem;color:var(--soft);gap:.15rem;min-width:0}
.filters input,.filters select{font:inherit;font-size:.95rem;color:var(--ink);background:var(--paper);border:1px solid var(--soft);border-radius:.25rem;padding:.3rem .45rem;max-width:16rem;min-height:2.1rem}
.filters button,.close{font:inherit;font-size:.9rem;color:var(--accent);background:none;border:1px solid var(--soft);border-radius:.25rem;padding:.3rem .7rem;min-height:2.1rem;cursor:pointer}
.legend{display:flex;flex-wrap:wrap;gap:.3rem .9rem;list-style:none;margin:.4rem 0;padding:0;font-size:.86rem}
.scroll{overflow:auto;max-height:70vh;border:1px solid var(--line);border-radius:.25rem;position:relative}
.scroll table{border-collapse:separate;border-spacing:0;font-size:.9rem}
.scroll thead th{position:sticky;top:0;background:var(--card);z-index:2;font-weight:600;border-bottom:1px solid var(--line);padding:.2rem .35rem}
.scroll thead tr.names th{top:1.9rem}
.scroll thead tr.names th span{writing-mode:vertical-rl;transform:rotate(180deg);font-weight:400;font-size:.82rem;max-height:11rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.scroll thead th.place{height:1.9rem;white-space:nowrap;text-align:left}
.scroll thead th.first{border-left:2px solid var(--line)}
.scroll th[scope=row],.scroll thead th.corner{position:sticky;left:0;background:var(--paper);z-index:1;text-align:left;font-weight:400;white-space:nowrap;padding:0 .6rem 0 .4rem;max-width:19rem;overflow:hidden;text-overflow:ellipsis}
.scroll thead th.corner{background:var(--card);z-index:3;font-weight:600;vertical-align:bottom}
.scroll th[scope=row] code{font:.86rem/1 ui-monospace,monospace}
.scroll tbody tr{height:30px}
.scroll td{padding:1px;text-align:center;min-width:2rem}
.scroll td.first{border-left:2px solid var(--line)}
.scroll td button{display:block;width:100%;height:28px;border:0;border-radius:.2rem;font:600 .82rem/1 system-ui,sans-serif;background:var(--fill);color:var(--letter);cursor:pointer;padding:0}
.scroll td button.dim{opacity:.25}
.scroll td button:hover{outline:2px solid var(--accent)}
.u{border:1px dashed var(--unknown-ink)!important}
button:focus-visible,input:focus-visible,select:focus-visible,.scroll:focus-visible,summary:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:1px}
.healthy{--fill:var(--healthy);--letter:var(--healthy-ink)}.developer{--fill:var(--developer);--letter:var(--developer-ink)}.account-admin{--fill:var(--account-admin);--letter:var(--account-admin-ink)}.payer{--fill:var(--payer);--letter:var(--payer-ink)}.organization-admin{--fill:var(--organization-admin);--letter:var(--organization-admin-ink)}.policy-owner{--fill:var(--policy-owner);--letter:var(--policy-owner-ink)}.aws-support{--fill:var(--aws-support);--letter:var(--aws-support-ink)}.aws-sales{--fill:var(--aws-sales);--letter:var(--aws-sales-ink)}.nobody{--fill:var(--nobody);--letter:var(--nobody-ink)}.unknown{--fill:var(--unknown);--letter:var(--unknown-ink)}
dialog{border:1px solid var(--line);border-radius:.4rem;background:var(--paper);color:var(--ink);max-width:min(44rem,calc(100vw - 1.5rem));width:100%;padding:1rem 1.25rem}
dialog::backdrop{background:#0006}
dialog dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.5rem 0}
dialog dt{color:var(--soft)}dialog dd{margin:0;min-width:0}
code{font:.9em/1.5 ui-monospace,monospace}
@media(max-width:40rem){body{padding:.75rem;font-size:15px}h1{font-size:1.3rem}.causes thead{display:none}.causes,.causes tbody,.causes tr,.causes td,.causes th{display:block}.causes td,.causes th{border:0;padding:.1rem 0}.causes tr{border-bottom:1px solid var(--line);padding:.4rem 0}.causes thead th{white-space:nowrap}.causes th .soft{font-weight:400}.causes th{font-weight:400}.causes thead th{font-weight:600}
.causes td.count{text-align:left}.causes td.count::after{content:" " attr(data-of)}.filters label{flex:1 1 9rem}.filters input,.filters select{max-width:none;width:100%}.scroll th[scope=row]{max-width:9.5rem}dialog dl{grid-template-columns:1fr}dialog dt{margin-top:.4rem}}
@media print{body{max-width:none;font-size:10pt}.filters,.screen,dialog,.todo button{display:none}.todo{display:block}.todo li{margin:.4rem 0;break-inside:avoid}.scroll{max-height:none;overflow:visible;border:0}.scroll thead th,.scroll th[scope=row]{position:static}.swatch,.scroll td button{print-color-adjust:exact;-webkit-print-color-adjust:exact}.verdict,tr{break-inside:avoid}}
@media(forced-colors:active){.scroll td button,.swatch{border:1px solid}}
`;
