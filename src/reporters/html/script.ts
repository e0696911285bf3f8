/**
 * What the page does: it copies a text and says so, and unfolds on paper what is folded on the screen. Where
 * it may not copy it selects; without scripts that is left to the reader.
 */
export const SCRIPT = `
for(const button of document.querySelectorAll('button[data-copies]')){button.hidden=!navigator.clipboard;button.addEventListener('click',async()=>{const command=document.getElementById(button.dataset.copies);try{await navigator.clipboard.writeText(command.textContent)}catch{getSelection().selectAllChildren(command);return}const[word]=button.childNodes;word.data='Copied';document.getElementById('said').textContent='Copied';setTimeout(()=>{word.data='Copy';document.getElementById('said').textContent=''},1500)})}
let folded=[];
addEventListener('beforeprint',()=>{folded=[...document.querySelectorAll('details:not([open])')];for(const one of folded)one.open=true});
addEventListener('afterprint',()=>{for(const one of folded)one.open=false});
`;
