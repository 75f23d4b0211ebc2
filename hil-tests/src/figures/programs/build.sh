#!/bin/sh
# Builds the workload on the start-up code of the core's test programs. Needs arm-none-eabi-gcc; the result is committed.
set -e
cd "$(dirname "$0")"
base=../../../../simulator/src/test/programs
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -mfloat-abi=soft -O2 -g0 -std=c11 -ffreestanding -fno-builtin -Wall -Wextra -Werror \
    -nostdlib -I "$base" -T "$base/machine.ld" -Wl,--build-id=none "$base/start.c" workload.c -lgcc -o "$work/workload.elf"
arm-none-eabi-objcopy -O binary "$work/workload.elf" workload.bin
chmod a-x workload.bin
