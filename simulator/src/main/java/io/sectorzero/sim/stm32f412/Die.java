package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.cortexm.Core;
import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.world.World;

/**
 * What is inside the package: the chip's parts, made and joined. {@link Chip} is what its surroundings see of them; what one
 * part does to the others is in {@link StartAndStop}, {@link DeepSleep} and {@link PeripheralEffects}.
 */
final class Die {

    final World world;
    final ChipSettings settings;
    final Unmodelled unmodelled = new Unmodelled();
    final Story story = new Story();
    final Listeners listeners = new Listeners();
    final Bus bus = new Bus(unmodelled);
    final Memories memories;
    final FlashParts flash;
    final Peripherals peripherals;
    final Processor processor;
    final LowPower lowPower;
    final BusAdmission admission;
    final StartAndStop startAndStop;
    final ResetSequence resets;

    Die(World world, ChipSettings settings) {
        this.world = world;
        this.settings = settings;
        memories = new Memories(world, settings, unmodelled, story);
        flash = memories.flash();
        peripherals = new Peripherals(world, bus, settings, unmodelled, new PeripheralEffects(this));
        processor = new Processor(world, bus, memories::generation, this::wire);
        admission = new BusAdmission(bus, flash, this::isPowered);
        startAndStop = new StartAndStop(this);
        resets = new ResetSequence(world, settings.supervised(), startAndStop);
        lowPower = new LowPower(peripherals.power(), peripherals.debugMcu(), new DeepSleep(this));
        processor.lowPower(lowPower);
        memories.attachTo(bus, peripherals.configuration());
        bus.watch(new Watch());
    }

    private void wire(Core core) {
        core.tell(line -> story.tell("core: %s", line));
        core.onResetRequest(() -> reset(ResetCause.SOFTWARE));
        core.attachPrivate(DebugMcu.BASE, DebugMcu.LENGTH, new OnPrivateBus(peripherals.debugMcu(), processor));
        listeners.coreMade(core);
    }

    boolean isPowered() {
        return resets.isPowered();
    }

    /** A cause inside the chip resets it. */
    void reset(ResetCause cause) {
        resets.internal(cause);
    }

    /** The core's clock is another, and so is that of the array. */
    void hclk(long hz) {
        flash.supply().hclk(hz);
        listeners.clockSet(hz);
        processor.frequency(hz);
    }

    /** Other masters find the core at their own time, and it sees what they write. */
    private final class Watch implements Bus.Watch {

        @Override public void begins() {
            processor.catchUp();
        }

        @Override public void written(int address, int bytes) {
            processor.written(address, bytes);
        }
    }
}
