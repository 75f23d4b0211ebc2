package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Register;
import io.sectorzero.sim.silicon.RegisterBlock;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.stm32f412.GpioRegisters.Bsrr;
import io.sectorzero.sim.stm32f412.GpioRegisters.Lckr;

/**
 * One of GPIOA to GPIOH: who drives a pin, and what level is on it. A pin nobody drives or pulls reads as 0; what a
 * peripheral drives is not followed. RM0090 Rev 21 §8.3 [S].
 */
final class GpioPort implements BusDevice {

    static final int BASE = 0x4002_0000;
    static final int LENGTH = 0x400;

    private static final int PINS = 16;
    private static final int OUTPUT = 1;
    private static final int ALTERNATE = 2;
    private static final int ANALOG = 3;
    private static final int PULL_UP = 1;
    private static final int ALL = 0xFFFF;

    private final char name;
    private final GpioRegisters registers;
    private final RegisterBlock block;
    private final Unmodelled unmodelled;
    private final Runnable changed;
    /** What somebody outside drives, and to which level. */
    private int driven;
    private int drivenHigh;
    private int levels;

    /** @param changed a level or the use of a pin is not what it was */
    GpioPort(char name, Unmodelled unmodelled, Runnable changed) {
        this.name = name;
        this.unmodelled = unmodelled;
        this.changed = changed;
        registers = new GpioRegisters(name);
        block = new RegisterBlock("GPIO" + name, unmodelled, registers.moder, registers.otyper, registers.ospeedr,
                registers.pupdr, registers.idr, registers.odr, registers.bsrr, registers.lckr, registers.afrl,
                registers.afrh);
    }

    @Override public int read(int offset, BusWidth width, Master master) {
        registers.idr.load(levels);
        return block.read(offset, width);
    }

    @Override public boolean isSteady(int offset) {
        return true;
    }

    @Override public void write(int offset, int value, BusWidth width, Master master) {
        Register<?> register = block.at(offset, width);
        block.write(offset, value, width);
        if (register == registers.bsrr) {
            setAndReset();
        } else if (register == registers.lckr && registers.lckr.is(Lckr.LCKK)) {
            unmodelled.note("GPIO%c_LCKR: locked pins can still be changed", name);
        }
        look();
    }

    // Setting wins where both are asked for.
    private void setAndReset() {
        int set = registers.bsrr.get(Bsrr.BS);
        registers.odr.load(registers.odr.value() & ~registers.bsrr.get(Bsrr.BR) | set);
        registers.bsrr.load(0);
    }

    /** Somebody outside drives this pin. */
    void drive(int pin, boolean high) {
        driven |= 1 << pin;
        drivenHigh = high ? drivenHigh | 1 << pin : drivenHigh & ~(1 << pin);
        look();
    }

    /** Nobody outside drives this pin any more. */
    void release(int pin) {
        driven &= ~(1 << pin);
        look();
    }

    boolean isHigh(int pin) {
        return (levels >> pin & 1) != 0;
    }

    /** Whether the pin is given to a peripheral, by this number. */
    boolean isGivenTo(int pin, int function) {
        Register<Whole> functions = pin < 8 ? registers.afrl : registers.afrh;
        return mode(pin) == ALTERNATE && (functions.value() >>> 4 * (pin % 8) & 0xF) == function;
    }

    private int mode(int pin) {
        return registers.moder.value() >>> 2 * pin & 3;
    }

    private void look() {
        int now = 0;
        for (int pin = 0; pin < PINS; pin++) {
            now |= levelOf(pin) << pin;
        }
        levels = now & ALL;
        changed.run();
    }

    // An input that is driven from both sides follows the chip.
    private int levelOf(int pin) {
        int mode = mode(pin);
        int out = registers.odr.value() >> pin & 1;
        boolean openDrain = (registers.otyper.value() >> pin & 1) != 0;
        if (mode == OUTPUT && !(openDrain && out == 1)) {
            return out;
        }
        if (mode == ANALOG) {
            return 0;
        }
        if ((driven >> pin & 1) != 0) {
            return drivenHigh >> pin & 1;
        }
        return (registers.pupdr.value() >>> 2 * pin & 3) == PULL_UP ? 1 : 0;
    }

    void reset() {
        block.reset();
        look();
    }
}
