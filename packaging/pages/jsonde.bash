# bash completion of jsonde; made by jsonde --print-completion bash
_jsonde() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    local command= word words=
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case $word in -*) ;; *) command=$word && break ;; esac
    done
    case $command:$prev in
    :--print-completion) words='bash fish zsh' ;;
    format:--indent) words='2 4 tab' ;;
    format:--color) words='auto always never' ;;
    get:--indent) words='2 4 tab' ;;
    get:--color) words='auto always never' ;;
    diff:--color) words='auto always never' ;;
    bench:--rounds) words='11 21' ;;
    esac
    if [ -z "$words" ]; then
        case $command:$cur in
        :-*) words='-h --help --version --print-completion' ;;
        check:-*) words='-h --help -l --lines --jsonc --unique-keys -q --quiet' ;;
        format:-*) words='-h --help -o --output -i --in-place --indent -c --compact -s --sort-keys --ascii --color --canonical --unique-keys --jsonc' ;;
        lines:-*) words='-h --help -o --output -a --to-array --jsonc' ;;
        get:-*) words='-h --help -o --output -r --raw --indent -c --compact -s --sort-keys --ascii --color --jsonc' ;;
        diff:-*) words='-h --help -q --quiet --jsonc --color' ;;
        bench:-*) words='-h --help --rounds --plot' ;;
        layout:-*) words='-h --help --json' ;;
        :*) words='check format lines get diff bench layout' ;;
        *)
            local IFS=$'\n'
            compopt -o filenames
            COMPREPLY=($(compgen -f -- "$cur"))
            return
            ;;
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _jsonde jsonde
