/** The one thing the page does: copy a command, and say that it did. Without scripts the commands can be selected. */
export const SCRIPT = `
for(const button of document.querySelectorAll('button[data-copies]')){button.hidden=!navigator.clipboard;button.addEventListener('click',async()=>{const command=document.getElementById(button.dataset.copies);await navigator.clipboard.writeText(command.textContent);const before=button.textContent;button.textContent='Copied';setTimeout(()=>{button.textContent=before},1500)})}
for(const event of['beforeprint','afterprint'])addEventListener(event,()=>{for(const one of document.querySelectorAll('details'))one.open=event==='beforeprint'});
`;
