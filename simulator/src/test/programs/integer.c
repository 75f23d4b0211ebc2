/* Whole-number work of many kinds; every line of output is a check value. */
#include "start.h"

static u32 state = 0x12345678;
static u32 numbers[4096];
static u8 text[8192], packed[8192 + 1024], unpacked[8192];

static u32 next_random(void)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static u32 crc32(const u8 *from, u32 length)
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

static void sort(u32 *low, u32 *high)
{
    while (low < high) {
        u32 pivot = low[(high - low) / 2], *i = low, *j = high;
        while (i <= j) {
            while (*i < pivot) { i++; }
            while (*j > pivot) { j--; }
            if (i <= j) {
                u32 held = *i;
                *i++ = *j;
                *j-- = held;
            }
        }
        if (j - low < high - i) {
            sort(low, j);
            low = i;
        } else {
            sort(i, high);
            high = j;
        }
    }
}

/* Runs and back references, in the manner of LZ77: a flag byte announces eight items. */
static u32 pack(const u8 *from, u32 length, u8 *to)
{
    static u16 seen[256];
    u32 out = 0, at = 0;
    while (at < length) {
        u32 flags_at = out++;
        u8 flags = 0;
        for (int item = 0; item < 8 && at < length; item++) {
            u32 key = (from[at] * 31u + from[at + 1] * 7u + from[at + 2]) & 255;
            u32 match = seen[key], run = 0;
            while (match < at && at - match < 4096 && run < 18 && at + run < length && from[match + run] == from[at + run]) {
                run++;
            }
            seen[key] = (u16)at;
            if (run >= 3) {
                u32 code = (at - match) << 4 | (run - 3);
                to[out++] = (u8)code;
                to[out++] = (u8)(code >> 8);
                flags |= 1 << item;
                at += run;
            } else {
                to[out++] = from[at++];
            }
        }
        to[flags_at] = flags;
    }
    return out;
}

static u32 unpack(const u8 *from, u32 length, u8 *to)
{
    u32 out = 0, at = 0;
    while (at < length) {
        u8 flags = from[at++];
        for (int item = 0; item < 8 && at < length; item++) {
            if (flags >> item & 1) {
                u32 code = from[at] | from[at + 1] << 8;
                at += 2;
                for (u32 run = (code & 15) + 3; run > 0; run--, out++) {
                    to[out] = to[out - (code >> 4)];
                }
            } else {
                to[out++] = from[at++];
            }
        }
    }
    return out;
}

static void long_arithmetic(void)
{
    u64 sum = 0, product = 1, quotient = 0, rest = 0;
    long long least = 0;
    for (int k = 1; k < 500; k++) {
        u64 x = (u64)next_random() << 32 | next_random(), y = (u64)next_random() >> (k % 24) | 1;
        sum += x;
        product = product * (x | 1) + y;
        quotient ^= x / y;
        rest += x % y;
        long long signed_quotient = (long long)x / -(long long)y;
        least = signed_quotient < least ? signed_quotient : least;
        sum ^= x << (k & 63) | y >> (k % 61);
    }
    print_line("sum high", sum >> 32);
    print_line("sum low", (u32)sum);
    print_line("product high", product >> 32);
    print_line("product low", (u32)product);
    print_line("quotient", (u32)(quotient ^ quotient >> 32));
    print_line("rest", (u32)(rest ^ rest >> 32));
    print_line("least", (u32)(least ^ least >> 32));
}

static u32 decide(u32 x)
{
    switch (x % 11) {
    case 0: return x + 1;
    case 1: return x * 3;
    case 2: return x ^ 0x5A5A;
    case 3: return x >> 3;
    case 4: return (u32)((int)x >> 5);
    case 5: return x / 7;
    case 6: return x % 1000;
    case 7: return (x & 0xFF) << 16 | (x >> 16 & 0xFF);
    case 8: return __builtin_clz(x | 1);
    case 9: return __builtin_bswap32(x);
    default: return ~x;
    }
}

void run(void)
{
    for (u32 k = 0; k < 4096; k++) {
        numbers[k] = next_random();
    }
    print_line("crc of numbers", crc32((u8 *)numbers, sizeof numbers));
    sort(numbers, numbers + 4095);
    for (u32 k = 1; k < 4096; k++) {
        if (numbers[k - 1] > numbers[k]) {
            print_line("out of order at", k);
        }
    }
    print_line("crc when sorted", crc32((u8 *)numbers, sizeof numbers));
    for (u32 k = 0; k < sizeof text; k++) {
        text[k] = "the quick brown fox "[next_random() % 3 ? k % 20 : next_random() % 20];
    }
    u32 length = pack(text, sizeof text - 4, packed);
    print_line("packed to", length);
    print_line("crc when packed", crc32(packed, length));
    print_line("unpacked to", unpack(packed, length, unpacked));
    u32 wrong = 0;
    for (u32 k = 0; k < sizeof text - 4; k++) {
        wrong += text[k] != unpacked[k];
    }
    print_line("wrong", wrong);
    long_arithmetic();
    u32 decided = 0;
    for (u32 k = 0; k < 20000; k++) {
        decided = decided * 31 + decide(next_random());
    }
    print_line("decided", decided);
}
