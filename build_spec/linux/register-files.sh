#!/bin/sh
# 登记文件类型：双击数据文件、报送包、来件和规划数据包就用本程序打开，并把程序列进应用程序菜单。
# 只给当前用户登记，不需要管理员权限，不动任何数据。程序换了文件夹再运行一次；取消登记：register-files.sh --remove
#
# For the current user alone. Another program that the user chose for a type keeps it.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
place=${XDG_DATA_HOME:-$HOME/.local/share}
types=$place/mime/packages/tianbao.xml
menu=$place/applications/tianbao.desktop
opener=$place/applications/tianbao-open.desktop

refresh() {
    if command -v update-mime-database >/dev/null; then update-mime-database "$place/mime"; fi
    if command -v update-desktop-database >/dev/null; then update-desktop-database "$place/applications"; fi
}

# The path as one quoted word of a key Exec (Desktop Entry Specification 1.5), whatever is in it.
program=$(printf '%s' "$here/tianbao" | sed -e 's/\\/\\\\\\\\/g' -e 's/["`$]/\\\\&/g' -e 's/%/%%/g')

entry() { # NAME-OF-FILE ARGUMENTS; more lines are read
    {
        printf '[Desktop Entry]\nType=Application\nVersion=1.5\nName=妇女发展规划监测填报\n'
        printf 'Exec="%s"%s\nIcon=%s\n' "$program" "$2" "$here/_internal/resources/icons/tianbao.svg"
        cat
    } >"$1"
}

if [ "${1:-}" = --remove ]; then
    rm -f -- "$types" "$menu" "$opener"
    [ ! -d "$place/mime" ] || refresh
    echo 已取消登记，数据都在原处。
    exit 0
fi

mkdir -p -- "$place/mime/packages" "$place/applications"
cp -- "$here/tianbao.xml" "$types"
entry "$menu" '' <<'END'
Categories=Office;
END
entry "$opener" ' --open %f' <<'END'
NoDisplay=true
MimeType=application/x-tianbao-unit;application/x-tianbao-office;application/vnd.etsi.asic-e+zip;application/x-tianbao-encrypted;application/x-tianbao-plan;
END
refresh
echo 已登记。双击数据文件、报送包、来件和规划数据包，用本程序打开。
