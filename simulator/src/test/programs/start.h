typedef unsigned int u32;
typedef unsigned short u16;
typedef unsigned char u8;
typedef unsigned long long u64;

#define REG(address) (*(volatile u32 *)(address))
#define ICSR  REG(0xE000ED04)
#define SCR   REG(0xE000ED10)
#define CCR   REG(0xE000ED14)
#define SHCSR REG(0xE000ED24)
#define CFSR  REG(0xE000ED28)
#define HFSR  REG(0xE000ED2C)
#define MMFAR REG(0xE000ED34)
#define BFAR  REG(0xE000ED38)
#define CPACR REG(0xE000ED88)

int semihost(int operation, const void *parameters);
void print(const char *text);
void print_hex(u32 value);
void print_line(const char *name, u32 value);
void leave(void);
void run(void);
