package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.cortexm.Core;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Who around the chip is told what happens in it, in the order in which they asked. */
final class Listeners {

    private final List<Consumer<BootMode>> boot = new ArrayList<>();
    private final List<Runnable> stop = new ArrayList<>();
    private final List<Consumer<Core>> core = new ArrayList<>();
    private final List<Runnable> pins = new ArrayList<>();
    private Runnable loaderLeft = () -> { };
    private LongConsumer clock = hz -> { };

    void onBoot(Consumer<BootMode> listener) {
        boot.add(listener);
    }

    void onStop(Runnable listener) {
        stop.add(listener);
    }

    void onCore(Consumer<Core> listener) {
        core.add(listener);
    }

    void onPins(Runnable listener) {
        pins.add(listener);
    }

    void onLoaderLeft(Runnable listener) {
        loaderLeft = listener;
    }

    void onClock(LongConsumer listener) {
        clock = listener;
    }

    void booted(BootMode mode) {
        boot.forEach(listener -> listener.accept(mode));
    }

    void stopped() {
        stop.forEach(Runnable::run);
    }

    void coreMade(Core made) {
        core.forEach(listener -> listener.accept(made));
    }

    void pinsChanged() {
        pins.forEach(Runnable::run);
    }

    void loaderLeft() {
        loaderLeft.run();
    }

    void clockSet(long hz) {
        clock.accept(hz);
    }
}
