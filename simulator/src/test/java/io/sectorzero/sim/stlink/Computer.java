package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.PluggedDevice;
import io.sectorzero.sim.usb.Transfer;
import io.sectorzero.sim.world.World;
import io.sectorzero.time.Deadline;
import java.time.Duration;

/** A computer with a probe on its USB, whatever that leads to. Speaks in the hex that the tools send. */
class Computer {

    static final int IN = 0x81;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MORE = 1024;

    final PluggedDevice probe;
    final int out;
    private final World world;

    Computer(World world, PluggedDevice probe) {
        this.world = world;
        this.probe = probe;
        out = probe.description().product() == 0x3748 ? 0x02 : 0x01;
    }

    /** A command, and what comes back within reason; empty when nothing does. */
    final String ask(String command) {
        send(command);
        return answer(MORE);
    }

    /** A command with data behind it. */
    final void write(String command, Bytes data) {
        send(command);
        carry(Transfer.out(out, data, ended -> { }));
    }

    final Bytes read(String command, int length) {
        send(command);
        return carry(Transfer.in(IN, length, ended -> { })).data();
    }

    final void send(String command) {
        Bytes bytes = Bytes.parseHex(command.replace(" ", ""));
        carry(Transfer.out(out, bytes.then(Bytes.repeat(0, 16 - bytes.length())), ended -> { }));
    }

    final String answer(int most) {
        return text(carry(Transfer.in(IN, most, ended -> { })).data());
    }

    final Transfer carry(Transfer transfer) {
        probe.submit(transfer);
        world.runUntil(() -> transfer.ending().isPresent(), Deadline.in(PATIENCE, world));
        if (transfer.ending().isEmpty()) {
            probe.cancel(transfer);
        }
        // Until the wire has carried it.
        world.pass(Duration.ofMillis(1));
        return transfer;
    }

    static String text(Bytes bytes) {
        var text = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            text.append(i == 0 ? "" : " ").append("%02X".formatted(bytes.at(i)));
        }
        return text.toString();
    }
}
