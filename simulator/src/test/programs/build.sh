#!/bin/sh
# Builds the programs into the test resources. Needs arm-none-eabi-gcc; the results are committed. One of them uses functions
# of newlib (libm, BSD-like licences), whose code is therefore in its binary.
set -e
cd "$(dirname "$0")"
out=../resources/io/sectorzero/sim/cortexm
mkdir -p "$out"
for source in ${*:-sequence integer exceptions floating}; do
    case $source in
        floating) floats="-mfloat-abi=hard -mfpu=fpv4-sp-d16" libraries="-lm -lc -lgcc" ;;
        *) floats=-mfloat-abi=soft libraries=-lgcc ;;
    esac
    arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb $floats -O2 -g0 -std=c11 -ffreestanding -fno-builtin -Wall -Wextra -Werror \
        -nostdlib -T machine.ld -Wl,--build-id=none start.c "$source.c" $libraries -o "/tmp/$source.elf"
    arm-none-eabi-objcopy -O binary "/tmp/$source.elf" "$out/$source.bin"
    rm "/tmp/$source.elf"
done
