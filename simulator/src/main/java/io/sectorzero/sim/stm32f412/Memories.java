package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.Ram;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.world.World;

/**
 * Everything the chip can hold: the main array and its interface, system memory with OTP and the factory's words, option
 * bytes, SRAM, and where the bus finds them. What outlives the power is here in one place, to be saved and put back.
 */
final class Memories {

    private final World world;
    private final Unmodelled unmodelled;
    private final FlashParts flash;
    private final FlashProgramming programming;
    private final FlashController controller;
    private final OptionByteStore options;
    private final Otp otp = new Otp();
    private final Ram sram = new Ram(Chip.SRAM_BYTES, this::powerOnNoise);
    private long powerOns;

    Memories(World world, ChipSettings settings, Unmodelled unmodelled, Story story) {
        this.world = world;
        this.unmodelled = unmodelled;
        flash = FlashParts.of(settings, world);
        programming = new FlashProgramming(flash);
        options = new OptionByteStore(settings.stuckOptionMask());
        var commands = new FlashCommands(flash, options, world.dice("option bytes"), unmodelled, story);
        controller = new FlashController(flash, commands, programming, unmodelled);
    }

    void attachTo(Bus bus, SystemConfiguration configuration) {
        var array = new FlashArray(flash, programming);
        var information = new InformationBlock(flash, programming, otp, world.dice("weak reads"));
        bus.attach(Geometry.FLASH_BASE, FlashArray.LENGTH, array);
        bus.attach(FlashRegisters.BASE, FlashController.LENGTH, controller);
        bus.attach(Chip.SRAM_BASE, Chip.SRAM_BYTES, sram);
        bus.attach(InformationBlock.BASE, InformationBlock.LENGTH, information);
        bus.attach(OptionByteStore.BASE, OptionByteStore.LENGTH, new OptionArea(flash, programming, options));
        bus.attach(0, BootAlias.LENGTH, new BootAlias(configuration, array, information, sram, unmodelled));
    }

    FlashParts flash() {
        return flash;
    }

    FlashController controller() {
        return controller;
    }

    OptionByteStore options() {
        return options;
    }

    Otp otp() {
        return otp;
    }

    /** Differs when what the bus said about pages of flash holds no longer. */
    long generation() {
        return flash.open().generation() + flash.main().replacements();
    }

    void powerOn() {
        powerOns++;
        forgetSram();
        flash.readProtection().powerOn();
    }

    /** Its power is gone. */
    void forgetSram() {
        sram.forget();
    }

    /** What the chip remembers without power, shared with it until either side writes. */
    ChipMemory save() {
        return new ChipMemory(flash.main().cells().fork(), options.bytes(), otp.content());
    }

    void restore(ChipMemory memory) {
        flash.main().cells().become(memory.flash());
        options.restore(memory.options());
        otp.load(memory.otp());
    }

    // SplitMix64's finisher over the word index and the number of power-ons: noise that repeats with the story.
    private int powerOnNoise(int word) {
        long z = world.seed() + powerOns * 0x9E37_79B9_7F4A_7C15L + word * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return (int) (z ^ z >>> 31);
    }
}
