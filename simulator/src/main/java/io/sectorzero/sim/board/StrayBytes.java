package io.sectorzero.sim.board;

import io.sectorzero.sim.fault.Direction;
import io.sectorzero.sim.fault.UartCondition;
import io.sectorzero.sim.world.World;

/** Somebody else on the serial line, who speaks before the host does. */
final class StrayBytes {

    // Soon after the loader has begun to listen (0.614 ms) and before a host that waits a few milliseconds.
    private static final long AFTER_BOOT_NANOS = 700_000;

    private final World world;
    private final AdapterSocket socket;
    private final UartCondition condition;

    StrayBytes(World world, AdapterSocket socket, UartCondition condition) {
        this.world = world;
        this.socket = socket;
        this.condition = condition;
    }

    void afterReset(ResetKind kind) {
        if (!condition.preNoise().isEmpty() && Wiring.applies(condition.preNoiseAfter(), kind)) {
            world.in(AFTER_BOOT_NANOS, () ->
                    condition.preNoise().forEach(value -> socket.wire(Direction.TO_BOARD).send(value)));
        }
    }
}
