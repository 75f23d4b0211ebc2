package io.sectorzero.sim.stm32f412;

import static io.sectorzero.sim.manual.FlashInterface.KEYR;
import static io.sectorzero.sim.manual.FlashInterface.OPTKEYR;
import static org.assertj.core.api.Assertions.assertThat;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.silicon.BusFault;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.world.Dice;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a program does on the bus and whoever pulls at the pins: the chip answers, and keeps what it must keep. */
class AnyProgramTest {

    private static final int[] REGISTERS = {
        0x4002_3C00, 0x4002_3C04, 0x4002_3C08, 0x4002_3C0C, 0x4002_3C10, 0x4002_3C14, 0x4002_3830, 0x4002_3840,
        0x4002_3844, 0x4002_3874, 0x4000_7000, 0x4000_7004, 0x4000_3000, 0x4000_3004, 0x4000_3008, 0x4000_300C,
        0x4001_3800, 0x4002_3000, 0x4002_3008, 0xE004_2004, 0xE004_2008, 0x4002_3C18, 0x1000_0000};
    private static final int[] MEMORIES = {
        0x0000_0000, 0x0800_0000, 0x0800_3FFC, 0x0802_0000, 0x0807_FFFC, 0x0808_0000, 0x080F_FFF8, 0x1FFF_0000,
        0x1FFF_7800, 0x1FFF_7A00, 0x1FFF_7A10, 0x1FFF_C000, 0x1FFF_C008, 0x2000_0000, 0x2003_FFF8};
    private static final int[] TELLING_VALUES = {
        0, -1, 1, KeyLock.KEY1, KeyLock.KEY2, KeyLock.OPTKEY1, KeyLock.OPTKEY2, 0x0001_0202, 0x0001_0204, 0x0001_0003,
        0x0000_0201, 0x0FFF_AAEE, 0x0FFF_55EE, 0x0FFF_CCEE, 0x8004_AAEE, 0x0000_5555, 0x0000_CCCC, 0x0000_AAAA};

    @Property(tries = 300)
    void no_sequence_of_accesses_and_pin_changes_upsets_the_chip(@ForAll long seed) {
        var world = new World(seed);
        Dice dice = world.dice("program");
        var chip = new Chip(world, ChipSettings.typical().withFlashKb(dice.chance(0.5) ? 512 : 1024)
                .withTiming(TimingChoice.SPREAD, 1));
        chip.supply(3.3);
        world.pass(Duration.ofMillis(2));
        for (int step = 0; step < 300; step++) {
            Bytes otp = chip.otp().content();
            boolean frozen = chip.options().values().level() == ProtectionLevel.TWO;
            OptionValues options = chip.options().values();

            act(chip, dice);

            assertThat(risesNowhere(otp, chip.otp().content())).as("OTP bits only fall").isTrue();
            assertThat(frozen && !chip.options().values().equals(options)).as("level 2 is for ever").isFalse();
            assertThat(chip.statusLine()).isNotBlank();
        }
    }

    private static void act(Chip chip, Dice dice) {
        switch (dice.below(24)) {
            case 0 -> chip.softwareReset();
            case 1 -> chip.nrst(dice.chance(0.3));
            case 2 -> chip.supply(dice.chance(0.7) ? 3.3 : dice.between(0, 3.6));
            case 3 -> chip.debugger(dice.chance(0.5));
            case 4 -> chip.boot0(dice.chance(0.5));
            case 5 -> chip.coreHalted(dice.chance(0.5));
            case 6, 7 -> chip.world().pass(Duration.ofNanos((long) dice.between(0, 3_000_000)));
            case 8 -> chip.world().pass(Duration.ofSeconds(dice.below(20)));
            case 9, 10, 11 -> unlock(chip, dice);
            default -> access(chip, dice);
        }
    }

    private static void unlock(Chip chip, Dice dice) {
        boolean option = dice.chance(0.4);
        int register = option ? OPTKEYR : KEYR;
        write(chip, register, option ? KeyLock.OPTKEY1 : KeyLock.KEY1, BusWidth.WORD, Master.CORE);
        write(chip, register, option ? KeyLock.OPTKEY2 : KeyLock.KEY2, BusWidth.WORD, Master.CORE);
    }

    private static void access(Chip chip, Dice dice) {
        Master master = Master.values()[dice.below(5)];
        BusWidth width = BusWidth.values()[dice.chance(0.7) ? 2 : dice.below(3)];
        int[] places = dice.chance(0.7) ? REGISTERS : MEMORIES;
        int address = places[dice.below(places.length)] + (dice.chance(0.8) ? 0 : dice.below(8));
        int value = dice.chance(0.8) ? TELLING_VALUES[dice.below(TELLING_VALUES.length)] : (int) dice.bits();
        if (dice.chance(0.3)) {
            read(chip, address, width, master);
        } else {
            write(chip, address, value, width, master);
        }
    }

    private static void read(Chip chip, int address, BusWidth width, Master master) {
        waitUntilReady(chip, address, false);
        try {
            chip.bus().read(address, width, master);
        } catch (BusFault refused) {
            assertThat(refused).hasMessageMatching(".+");
        }
    }

    private static void write(Chip chip, int address, int value, BusWidth width, Master master) {
        waitUntilReady(chip, address, true);
        try {
            chip.bus().write(address, value, width, master);
        } catch (BusFault refused) {
            assertThat(refused).hasMessageMatching(".+");
        }
    }

    private static void waitUntilReady(Chip chip, int address, boolean write) {
        long ready = chip.bus().readyNanos(address, write);
        if (ready > chip.world().nanos()) {
            chip.world().pass(Duration.ofNanos(ready - chip.world().nanos()));
        }
    }

    private static boolean risesNowhere(Bytes before, Bytes after) {
        for (int i = 0; i < before.length(); i++) {
            if ((after.at(i) & ~before.at(i)) != 0) {
                return false;
            }
        }
        return true;
    }
}
