# Completion of gloss for bash. Commands and options are read from `--help`, which gloss prints from its tables of options.

_gloss() {
  local word=${COMP_WORDS[COMP_CWORD]} words
  if ((COMP_CWORD == 1)); then words=$(gloss --help | awk '/^Commands:/ { on = 1; next } on && !NF { exit } on { print $1 }')
  elif [[ $word == -* ]]; then words=$(gloss "${COMP_WORDS[1]}" --help 2>/dev/null | grep -oE '^ +(-[A-Za-z])?(, )?(--[a-z-]+)?' | grep -oE -- '-[A-Za-z-]+')
  elif [[ ${COMP_WORDS[COMP_CWORD - 1]} == @(-s|--scripts|--like) || ${COMP_WORDS[1]} == @(test|scripts) ]]; then
    words=$(gloss scripts 2>/dev/null | awk '/^[^ ]/ { print $1 == "set" ? $2 : $1 }')
  fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -o default -F _gloss gloss
