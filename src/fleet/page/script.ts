/**
 * What the page does: draws the rows in sight, filters, sorts, shows the evidence of a cell, and moves by arrow keys.
 * Runs in a browser, without a library; every text goes in as text. It begins when the sentence and the three things are on
 * the screen: what 150,000 cells take is not waited for.
 */
export const SCRIPT = String.raw`
'use strict';
function begin(){
const $=(id)=>document.getElementById(id);
const data=JSON.parse($('data').textContent);
const {accounts,ous,principals,regions,models,columns,states}=data;
const bytes=Uint8Array.from(atob(data.cells),(letter)=>letter.charCodeAt(0));
const cells=new Uint32Array(bytes.buffer);
const width=columns.length;
const OWNERS=JSON.parse($('owners').textContent);
const SIGNS={healthy:'\u2713',developer:'D',"account-admin":'A',payer:'P',"organization-admin":'O',"policy-owner":'L',"aws-support":'S',"aws-sales":'S',nobody:'W',unknown:'?'};
const classOf=(state)=>state.verdict==='healthy'?'healthy':state.rootCause?state.rootCause.owner:'unknown';
const looks=states.map(classOf);
const WORST={unknown:2,healthy:0};
const weights=looks.map((look)=>WORST[look]??(look==='nobody'?1:3));
const ROW=30;
const scroll=$('matrix'),body=$('rows'),head=$('head'),count=$('count');
const filters={search:$('search'),cause:$('cause'),owner:$('owner'),ou:$('ou'),region:$('region'),order:$('order')};
let shownColumns=columns.map((_,at)=>at),rows=[],matches=states.map(()=>true),first=-1,active={row:0,column:0};
const badness=new Uint32Array(accounts.length);
for(let row=0;row<accounts.length;row++){let sum=0;for(let at=0;at<width;at++){const state=cells[row*width+at];if(state)sum+=weights[state-1]**2}badness[row]=sum}
const make=(name,props,...children)=>{const one=document.createElement(name);for(const[key,value]of Object.entries(props||{})){if(key==='class')one.className=value;else one.setAttribute(key,value)}one.append(...children);return one};
const short=(model)=>model.replace(/^arn:.*\//,'').replace(/^(?:[a-z]{2,6}\.)?(?:[a-z0-9]+)\.(?=[a-z])/,'').replace(/-\d{8}/,'').replace(/-v\d+(:\d+)?$/,'').replace(/:\d+$/,'');
function drawHead(){
  const places=make('tr'),names=make('tr',{class:'names'});
  places.append(make('th',{class:'corner',scope:'col',rowspan:'2'},'Account'));
  let last=-1,span=null;
  for(const at of shownColumns){const[region,model]=columns[at];
    if(region!==last){span=make('th',{class:'place first',scope:'colgroup',colspan:'1'},regions[region]);places.append(span)}else span.colSpan+=1;
    names.append(make('th',{scope:'col',class:region!==last?'first':'',title:models[model]},make('span',{},short(models[model]))));
    last=region}
  head.replaceChildren(places,names)}
function rowOf(line){
  const row=rows[line];const[id,name]=accounts[row];
  const label=make('th',{scope:'row'},make('code',{},id));
  if(name){label.append(' ',make('span',{class:'soft'},name));label.title=id+' '+name}
  const tr=make('tr',{'aria-rowindex':String(line+3)},label);
  let last=-1;
  shownColumns.forEach((at,column)=>{const[region,model]=columns[at];const number=cells[row*width+at];
    const td=make('td',{class:region!==last?'first':''});last=region;
    if(number){const look=looks[number-1];const state=states[number-1];
      const what=state.rootCause?state.rootCause.cause:state.verdict;
      const button=make('button',{type:'button',class:look+(look==='unknown'?' u':'')+(matches[number-1]?'':' dim'),tabindex:line===active.row&&column===active.column?'0':'-1','data-row':String(line),'data-column':String(column),'aria-label':id+', '+regions[region]+', '+short(models[model])+': '+what},SIGNS[look]);
      td.append(button)}
    tr.append(td)});
  return tr}
function draw(force,all){
  const fits=Math.ceil(scroll.clientHeight/ROW)+20;
  const start=all?0:Math.max(0,Math.floor(scroll.scrollTop/ROW)-10);
  if(!force&&start===first)return;
  first=start;
  const end=Math.min(rows.length,all?all:start+fits);
  const parts=[];
  const spacer=(height)=>{const tr=make('tr',{'aria-hidden':'true'});tr.style.height=height+'px';return tr};
  if(start>0)parts.push(spacer(start*ROW));
  for(let line=start;line<end;line++)parts.push(rowOf(line));
  if(end<rows.length&&!all)parts.push(spacer((rows.length-end)*ROW));
  const focused=body.contains(document.activeElement);
  body.replaceChildren(...parts);
  // The one cell that Tab reaches is always in sight.
  if(!body.querySelector('button[tabindex="0"]'))body.querySelector('button')?.setAttribute('tabindex','0');
  if(focused)focusActive()}
const focusActive=()=>body.querySelector('button[data-row="'+active.row+'"][data-column="'+active.column+'"]')?.focus({preventScroll:true});
const words=(number,one,many)=>number.toLocaleString('en-US')+' '+(number===1?one:many);
function apply(){
  const search=filters.search.value.trim().toLowerCase(),cause=filters.cause.value,owner=filters.owner.value,ou=filters.ou?filters.ou.value:'',region=filters.region.value;
  shownColumns=columns.map((_,at)=>at).filter((at)=>region===''||regions[columns[at][0]]===region);
  matches=states.map((state,at)=>(cause===''||(cause==='*'?state.verdict!=='healthy':cause==='?'?looks[at]==='unknown':state.rootCause!==null&&state.rootCause.cause===cause))&&(owner===''||looks[at]===owner));
  const narrowed=cause!==''||owner!=='';
  rows=[];let found=0;
  for(let row=0;row<accounts.length;row++){
    const[id,name,of]=accounts[row];
    if(search!==''&&!id.includes(search)&&!name.toLowerCase().includes(search))continue;
    if(ou!==''&&(of<0||ous[of]!==ou))continue;
    let fits=!narrowed;
    for(const at of shownColumns){const number=cells[row*width+at];if(number&&matches[number-1]){found++;fits=true}}
    if(fits)rows.push(row)}
  if(filters.order.value==='worst')rows.sort((a,b)=>badness[b]-badness[a]||a-b);
  active={row:0,column:0};
  count.textContent=words(rows.length,'account','accounts')+', '+words(found,'cell','cells')+(narrowed||search!==''||ou!==''?' of this kind':'');
  scroll.querySelector('table').setAttribute('aria-rowcount',String(rows.length+2));
  $('none').hidden=rows.length>0;
  drawHead();scroll.scrollTop=0;draw(true)}
function evidence(line,column){
  const row=rows[line],at=shownColumns[column];const number=cells[row*width+at];if(!number)return;
  const[id,name,of,principal,seconds]=accounts[row];const state=states[number-1];const[region,model]=columns[at];
  const own=(text)=>text.replaceAll('<account>',id);
  const list=make('dl');
  const say=(term,value)=>{if(value===null||value===undefined||value==='')return;const dd=make('dd');if(value instanceof Node)dd.append(value);else dd.textContent=value;list.append(make('dt',{},term),dd)};
  const code=(text)=>make('code',{},text);
  say('Account',name?id+' '+name:id);
  say('Organizational unit',of<0?null:ous[of]);
  say('Region',regions[region]);
  say('Model',code(models[model]));
  say('Principal',principal<0?'none: only the agreement was looked at':code(own(principals[principal])));
  say('Verdict',state.verdict);
  if(state.rootCause){const{cause,basis,owner,title,waitMinutes}=state.rootCause;
    say('Root cause',code(cause));say('Which means',title);say('Who can fix it',OWNERS[owner]||owner);
    say('How it is known',basis==='observed'?'AWS said so':'concluded from what was read');
    say('AWS says to wait',waitMinutes===null?null:waitMinutes+' minutes')}
  say('What was found',state.reason===null?null:own(state.reason));
  say('What would be seen next',state.otherCauses.join(', '));
  say('Could not look without',state.unknown.join(', '));
  say('Read in another Region',state.deduced.join(', '));
  say('Looked at',new Date(Date.parse(data.from)+seconds*1000).toISOString().slice(0,19).replace('T',' ')+' UTC');
  $('evidence-title').textContent=id+', '+regions[region]+', '+short(models[model]);
  $('evidence-body').replaceChildren(list);
  active={row:line,column};
  $('evidence').showModal()}
body.addEventListener('click',(event)=>{const button=event.target.closest('button');if(button)evidence(Number(button.dataset.row),Number(button.dataset.column))});
$('evidence').addEventListener('close',()=>{draw(true);focusActive()});
$('close').addEventListener('click',()=>$('evidence').close());
body.addEventListener('keydown',(event)=>{
  const moves={ArrowDown:[1,0],ArrowUp:[-1,0],ArrowRight:[0,1],ArrowLeft:[0,-1],PageDown:[15,0],PageUp:[-15,0],Home:[0,-1e6],End:[0,1e6]};
  const move=moves[event.key];const button=event.target.closest('button');
  if(!move||!button)return;
  event.preventDefault();
  const clamp=(value,most)=>Math.max(0,Math.min(most,value));
  active={row:clamp(Number(button.dataset.row)+move[0],rows.length-1),column:clamp(Number(button.dataset.column)+move[1],shownColumns.length-1)};
  const top=active.row*ROW,headHeight=head.offsetHeight;
  if(top<scroll.scrollTop)scroll.scrollTop=top;
  else if(top+ROW+headHeight>scroll.scrollTop+scroll.clientHeight)scroll.scrollTop=top+ROW+headHeight-scroll.clientHeight;
  draw(true);focusActive();
  document.activeElement.scrollIntoView({block:'nearest',inline:'nearest'})});
let waiting=false;
scroll.addEventListener('scroll',()=>{if(waiting)return;waiting=true;requestAnimationFrame(()=>{waiting=false;draw(false)})},{passive:true});
addEventListener('resize',()=>draw(true));
for(const filter of Object.values(filters))filter?.addEventListener('input',apply);
$('reset').addEventListener('click',()=>{for(const[name,filter]of Object.entries(filters))if(filter&&name!=='order')filter.value='';apply()});
for(const button of document.querySelectorAll('button[data-cause]'))button.addEventListener('click',()=>{filters.cause.value=button.dataset.cause;filters.owner.value='';apply();$('accounts').scrollIntoView()});
const ON_PAPER=400;
addEventListener('beforeprint',()=>{$('paper').hidden=rows.length<=ON_PAPER;draw(true,ON_PAPER)});
addEventListener('afterprint',()=>{$('paper').hidden=true;draw(true)});
for(const one of document.querySelectorAll('[data-needs-script]'))one.hidden=false;
apply();
document.documentElement.dataset.drawn=String(Math.round(performance.now()))}
let begun=false;
const once=()=>{if(begun)return;begun=true;begin()};
requestAnimationFrame(()=>setTimeout(once));
setTimeout(once,500);
addEventListener('beforeprint',once);
`;
