#!/bin/sh
# Builds the programs into the test resources. Needs arm-none-eabi-gcc; the results are committed.
set -e
cd "$(dirname "$0")"
out=../resources/io/sectorzero/sim/cortexm
mkdir -p "$out"
for source in ${*:-sequence integer exceptions}; do
    arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -mfloat-abi=soft -O2 -g0 -std=c11 -ffreestanding -fno-builtin -Wall -Wextra -Werror \
        -nostdlib -T machine.ld -Wl,--build-id=none start.c "$source.c" -lgcc -o "/tmp/$source.elf"
    arm-none-eabi-objcopy -O binary "/tmp/$source.elf" "$out/$source.bin"
    rm "/tmp/$source.elf"
done
