#!/usr/bin/env bash
# Assembles the loader into the file named, or into the resource the engine carries. Any GNU binutils for Arm makes the
# same bytes: nothing is left to a linker but to take the section as it is.
set -euo pipefail
cd "$(dirname "$0")"
into=${1:-../resources/io/sectorzero/flash/swd/loader.bin}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
arm-none-eabi-as -o "$work/loader.o" loader.s
arm-none-eabi-ld -Ttext=0 -e 0 -o "$work/loader.elf" "$work/loader.o"
arm-none-eabi-objcopy -O binary -j .text "$work/loader.elf" "$into"
chmod 644 "$into"
