#!/bin/sh
# Builds the programs, by default into the test resources; "build.sh -o FOLDER NAME..." builds some of them elsewhere. Needs
# arm-none-eabi-gcc with newlib; the results are committed. Two of them use functions of newlib (BSD-like licences), whose code
# is therefore in their binaries. deflate uses Debian's libstb-dev and is only ever built when its test runs.
set -e
cd "$(dirname "$0")"
out=../resources/io/sectorzero/sim/cortexm
if [ "$1" = -o ]; then
    out=$2
    shift 2
fi
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
for source in ${*:-sequence integer exceptions floating library}; do
    language="-std=c11 -ffreestanding -fno-builtin"
    floats="-mfloat-abi=hard -mfpu=fpv4-sp-d16"
    case $source in
        floating) libraries="-lm -lc -lgcc" ;;
        library) language=-std=gnu11 libraries="-lc -lgcc" ;;
        deflate) language="-std=gnu11 -idirafter /usr/include/stb" libraries="-lm -lc -lgcc" ;;
        *) floats=-mfloat-abi=soft libraries=-lgcc ;;
    esac
    arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb $floats -O2 -g0 $language -Wall -Wextra -Werror \
        -nostdlib -T machine.ld -Wl,--build-id=none start.c "$source.c" $libraries -o "$work/$source.elf"
    arm-none-eabi-objcopy -O binary "$work/$source.elf" "$out/$source.bin"
    chmod a-x "$out/$source.bin"
done
