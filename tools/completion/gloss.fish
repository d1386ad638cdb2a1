# Completion of gloss for fish. Commands and options are read from `--help`, which gloss prints from its tables of options.

function __gloss_commands
    gloss --help | awk '/^Commands:/ { on = 1; next } on && !NF { exit } on { name = $1; $1 = ""; print name "\t" substr($0, 2) }'
end

function __gloss_options
    set -l words (commandline -opc)
    gloss $words[2] --help 2>/dev/null | grep -oE '^ +(-[A-Za-z])?(, )?(--[a-z-]+)?' | grep -oE -- '-[A-Za-z-]+'
end

function __gloss_scripts
    gloss scripts 2>/dev/null | awk '/^[^ ]/ { print $1 == "set" ? $2 : $1 }'
end

complete -c gloss -n __fish_use_subcommand -f -a '(__gloss_commands)'
complete -c gloss -n 'not __fish_use_subcommand; and string match -q -- "-*" (commandline -ct)' -f -a '(__gloss_options)'
complete -c gloss -n '__fish_seen_subcommand_from test scripts' -a '(__gloss_scripts)'
complete -c gloss -n 'contains -- (commandline -opc)[-1] -s --scripts --like' -a '(__gloss_scripts)'
