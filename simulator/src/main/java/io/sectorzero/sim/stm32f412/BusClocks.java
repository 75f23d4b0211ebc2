package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Field;
import io.sectorzero.sim.silicon.Register;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The enable and the reset register of one bus, and who hangs on their bits. RM0090 Rev 21 §7.3 [S]. */
final class BusClocks<F extends Enum<F> & Field> {

    private static final int RESETS_AT = 0x10;
    private static final int ENABLES_AT = 0x30;

    final Register<F> enables;
    final Register<F> resets;
    private final Class<F> table;
    private final Map<F, Runnable> listeners;

    /** @param offset 0 for AHB1, counted as the registers of each kind follow each other */
    BusClocks(String bus, int offset, Class<F> table) {
        this.table = table;
        enables = new Register<>("RCC_%sENR".formatted(bus), ENABLES_AT + offset, 0, table);
        resets = new Register<>("RCC_%sRSTR".formatted(bus), RESETS_AT + offset, 0, table);
        listeners = new EnumMap<>(table);
    }

    boolean isOn(F which) {
        return enables.is(which);
    }

    /** A clock that runs at {@code hz} while it is enabled and not held in reset. */
    PeripheralClock of(F which, LongSupplier hz) {
        return new PeripheralClock() {

            @Override public boolean isOn() {
                return enables.is(which) && !resets.is(which);
            }

            @Override public long hz() {
                return isOn() ? hz.getAsLong() : 0;
            }
        };
    }

    /** Called when the reset bit is set. */
    void onReset(F which, Runnable listener) {
        listeners.put(which, listener);
    }

    void resetsWritten(int before) {
        for (F each : table.getEnumConstants()) {
            if (resets.is(each) && (before & each.place().mask()) == 0 && listeners.containsKey(each)) {
                listeners.get(each).run();
            }
        }
    }
}
