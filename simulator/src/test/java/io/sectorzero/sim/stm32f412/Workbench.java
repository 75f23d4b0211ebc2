package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Bus;
import io.sectorzero.sim.silicon.BusDevice;
import io.sectorzero.sim.silicon.BusWidth;
import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Ram;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One peripheral by itself: a world, a clock that can be set, a bus with a little memory, and ears for its lines. */
final class Workbench {

    static final int SRAM = 0x2000_0000;

    final World world = new World(7);
    final Unmodelled unmodelled = new Unmodelled();
    final Bus bus = new Bus(unmodelled);
    final List<String> heard = new ArrayList<>();
    long hz = 16_000_000;

    Workbench() {
        bus.attach(SRAM, 0x1000, new Ram(0x1000, word -> 0));
    }

    /** On while it has a rate. */
    PeripheralClock clock() {
        return new PeripheralClock() {

            @Override public boolean isOn() {
                return hz > 0;
            }

            @Override public long hz() {
                return hz;
            }
        };
    }

    InterruptLine line(String name) {
        return new RequestLine(high -> heard.add(name + (high ? " rises" : " falls")));
    }

    void attach(int base, BusDevice device) {
        bus.attach(base, 0x400, device);
    }

    int read(int address) {
        return bus.read(address, BusWidth.WORD, Master.CORE);
    }

    void write(int address, int value) {
        bus.write(address, value, BusWidth.WORD, Master.CORE);
    }

    void passNanos(long nanos) {
        world.pass(Duration.ofNanos(nanos));
    }

    void passMicros(long micros) {
        passNanos(micros * 1000);
    }

    /** What was heard since the last look. */
    List<String> heard() {
        var news = List.copyOf(heard);
        heard.clear();
        return news;
    }
}
