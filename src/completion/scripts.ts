/** The shells there is a script for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * The scripts only hand the words on: `bedrock-doctor __complete` answers, a line a candidate, value and help parted by a
 * tab, or `:files` where the shell's own file names belong. So every shell offers the same, and what this version knows.
 */
const SCRIPTS: { readonly [shell in Shell]: string } = {
  // https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion-Builtins.html
  bash: `# bash completion for bedrock-doctor: source <(bedrock-doctor completion bash)
_bedrock_doctor() {
  local current="\${COMP_WORDS[COMP_CWORD]}" flag="" line value
  COMPREPLY=()
  case "$current" in
    =) current="" ;;
    --*=*) flag="\${current%%=*}=" current="\${current#*=}" ;;
  esac
  while IFS= read -r line; do
    if [ "$line" = ":files" ]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r value; do COMPREPLY+=("$flag$value"); done < <(compgen -f -- "$current")
      return
    fi
    printf -v value %q "\${line%%$'\\t'*}"
    case "$value" in "$current"*) COMPREPLY+=("$flag$value") ;; esac
  done < <("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _bedrock_doctor bedrock-doctor
`,
  // https://zsh.sourceforge.io/Doc/Release/Completion-System.html
  zsh: `#compdef bedrock-doctor
# zsh completion for bedrock-doctor: source <(bedrock-doctor completion zsh)
_bedrock_doctor() {
  local line
  local -a found asked=("\${(@)words[2,CURRENT]}")
  [[ "$PREFIX" == --*=* ]] && compset -P 1 '*='
  for line in "\${(@f)$("\${words[1]}" __complete -- "\${(@)asked}" 2>/dev/null)}"; do
    [[ -z "$line" ]] && continue
    if [[ "$line" == ":files" ]]; then
      _files
      return
    fi
    found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  (( \${#found} )) && _describe 'bedrock-doctor' found
}
compdef _bedrock_doctor bedrock-doctor
`,
  // https://fishshell.com/docs/current/completions.html
  fish: `# fish completion for bedrock-doctor: bedrock-doctor completion fish | source
function __bedrock_doctor
    set -l words (commandline -opc) (commandline -ct)
    set -l found ($words[1] __complete -- $words[2..-1] 2>/dev/null)
    set -l flag (string match -r -- '^--[a-z-]+=' (commandline -ct))
    if test "$found[1]" = ":files"
        set found (__fish_complete_path (string replace -r -- '^--[a-z-]+=' '' (commandline -ct)))
    end
    for line in $found
        printf '%s\\n' "$flag$line"
    end
end
complete -c bedrock-doctor -f -a '(__bedrock_doctor)'
`,
};

/** The script a user's shell reads. */
export const scriptOf = (shell: Shell): string => SCRIPTS[shell];
