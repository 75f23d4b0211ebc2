/*
 * What the speed of the core is measured with: checksums, sorting, and the mixture of Weicker's Dhrystone (Communications of the
 * ACM 27/10, 1984): assignments, record and string handling, calls, branches. How many rounds, the reserved vector at
 * 0x1C says; the check value is printed, so that everybody who runs it has done the same work.
 */
#include "start.h"

extern volatile const u32 vectors[];

#define ROUNDS vectors[7]

struct part {
    struct part *next;
    int kind, count;
    char name[31];
};

static u32 numbers[512], check;
static u8 bytes[2048];
static struct part first, second;
static int matrix[16][16];

static __attribute__((noinline)) u32 checksum(const u8 *from, u32 length)
{
    u32 crc = 0xFFFFFFFF;
    for (u32 k = 0; k < length; k++) {
        crc ^= from[k];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
        }
    }
    return ~crc;
}

static __attribute__((noinline)) void sort(u32 *of, int count)
{
    for (int gap = count / 2; gap > 0; gap /= 2) {
        for (int k = gap; k < count; k++) {
            u32 held = of[k];
            int at = k;
            for (; at >= gap && of[at - gap] > held; at -= gap) {
                of[at] = of[at - gap];
            }
            of[at] = held;
        }
    }
}

static __attribute__((noinline)) int compare(const char *left, const char *right)
{
    while (*left && *left == *right) {
        left++;
        right++;
    }
    return *left - *right;
}

static __attribute__((noinline)) void copy(char *to, const char *from)
{
    while ((*to++ = *from++)) { }
}

static __attribute__((noinline)) int choose(int kind, int *answer)
{
    switch (kind) {
        case 0: *answer = 3; break;
        case 1: *answer = *answer > 100 ? 0 : 2; break;
        case 2: *answer = 1; break;
        case 3: *answer -= 4; break;
        default: *answer ^= kind;
    }
    return *answer & 3;
}

static __attribute__((noinline)) void records(int round)
{
    int answer = round;
    for (int k = 0; k < 60; k++) {
        second = first;
        second.next = &first;
        copy(second.name, "DHRYSTONE-LIKE, SOME STRING");
        second.name[5] += (char)(k & 1);
        second.kind = choose(first.kind + k % 5, &answer);
        first.count += compare(second.name, "DHRYSTONE-LIKE, SOME STRING") ? 1 : 3;
        matrix[k & 15][round & 15] += answer * k / (round % 7 + 1);
        first.kind = second.kind;
    }
    check += (u32)(first.count ^ answer) + (u32)matrix[round & 15][3];
}

void run(void)
{
    u32 state = 0x12345678;
    for (u32 round = 0; round < ROUNDS; round++) {
        for (int k = 0; k < 512; k++) {
            state = state * 1664525 + 1013904223;
            numbers[k] = state;
            bytes[4 * k] = (u8)(state >> 24);
        }
        check = check * 31 + checksum(bytes, sizeof bytes);
        sort(numbers, 512);
        check = check * 31 + numbers[round & 511];
        for (int k = 0; k < 8; k++) {
            records((int)round);
        }
    }
    print_line("check", check);
}
