package io.sectorzero.sim.stlink;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.ControlRequest;
import io.sectorzero.sim.usb.Setup;
import io.sectorzero.sim.usb.UsbDevice;
import io.sectorzero.sim.usb.UsbFunction;
import io.sectorzero.sim.usb.UsbSocket;
import io.sectorzero.sim.world.World;

/**
 * An ST-LINK: what a computer sees of it is a {@link UsbDevice}, and what it does with a target goes over a
 * {@link TargetCable}. A command is one packet of 16 bytes; data to the probe follow in packets that are counted, not ended;
 * an answer has exactly its length, and no empty packet behind it.
 */
public final class SimulatedStLink {

    private static final int TO_INTERFACE = 1;
    private static final long FAR_TOO_LATE_NANOS = 30_000_000_000L;
    private static final int TOO_MUCH = 64;
    // An answer that nobody fetches stays, but not for ever.
    private static final int MOST_UNFETCHED = 128 * 1024;

    private final World world;
    private final StLinkSettings settings;
    private final Firmware firmware;
    private final SerialFace serial;
    private final DiskFace disk = new DiskFace();
    private final UsbDevice device;

    private UsbSocket socket;
    private Bytes command = Bytes.NONE;
    private byte[] data = {};
    private int received;
    private boolean working;
    private long commands;
    private long generation;

    public SimulatedStLink(World world, StLinkSettings settings, TargetCable cable, TargetLine line) {
        this.world = world;
        this.settings = settings;
        firmware = new Firmware(world, settings, cable);
        serial = new SerialFace(world, line, settings.model().packetBytes());
        device = new UsbDevice(StLinkDescription.of(settings), new Face());
        serial.belongsTo(device);
        disk.belongsTo(device);
    }

    /** What the computer finds. */
    public UsbDevice device() {
        return device;
    }

    /** Whether a command is being worked on, which ends by itself. */
    public boolean isWorking() {
        return firmware.isWorking();
    }

    /** Its plug is in a computer, and has been for so long that it has been enumerated. */
    public void plugInto(UsbSocket where, int port) {
        socket = where;
        commands = 0;
        firmware.powerUp();
        serial.powerUp();
        where.plug(device, -UsbSocket.ENUMERATION_NANOS, port);
    }

    /** A program on the computer has it, and nobody else gets it. */
    public void heldBy(String program) {
        device.heldBy(program);
    }

    /** Its plug is pulled: it has no power, and lets go of the target. */
    public void unplug() {
        if (socket != null) {
            UsbSocket was = socket;
            socket = null;
            forget();
            firmware.powerUp();
            was.unplug(device);
        }
    }

    private void forget() {
        firmware.stop();
        working = false;
        command = Bytes.NONE;
        received = 0;
        generation++;
    }

    private boolean isWedged() {
        return settings.wedgesAfter().isPresent() && commands > settings.wedgesAfter().getAsLong();
    }

    private boolean isLeaving() {
        return settings.leavesAfter().isPresent() && commands > settings.leavesAfter().getAsLong();
    }

    private void packet(Bytes packet) {
        if (command.isEmpty()) {
            begin(packet);
        } else {
            int fits = Math.min(packet.length(), data.length - received);
            packet.slice(0, fits).copyInto(data, received);
            received += fits;
        }
        if (!command.isEmpty() && received == data.length) {
            execute();
        }
    }

    private void begin(Bytes packet) {
        if (packet.isEmpty()) {
            return;
        }
        commands++;
        int given = Math.min(packet.length(), Firmware.COMMAND_BYTES);
        command = packet.slice(0, given).then(Bytes.repeat(0, Firmware.COMMAND_BYTES - given));
        data = new byte[firmware.dataAfter(command)];
        received = 0;
        if (isLeaving()) {
            // From within a transfer of its own: the rest of this one finds it gone.
            world.in(0, this::unplug);
        }
    }

    private void execute() {
        Bytes whole = command;
        working = true;
        if (isWedged() || isLeaving()) {
            return;
        }
        firmware.execute(whole, Bytes.copyOf(data), this::answer);
    }

    private void answer(Bytes answer) {
        working = false;
        command = Bytes.NONE;
        received = 0;
        if (!answer.isEmpty()) {
            send(answer);
        }
        device.ready(settings.model().commands());
    }

    private void send(Bytes answer) {
        boolean moody = commands > settings.temperAfter();
        switch (moody ? settings.temper() : StLinkSettings.Temper.NORMAL) {
            case NORMAL -> queue(answer);
            case SHORT -> queue(answer.slice(0, answer.length() - 1));
            case LONG -> queue(answer.then(Bytes.repeat(0x55, TOO_MUCH)));
            case LATE -> {
                long mine = generation;
                world.in(FAR_TOO_LATE_NANOS, () -> {
                    if (mine == generation) {
                        queue(answer);
                    }
                });
            }
            case GARBAGE -> queue(garbage(answer.length()));
        }
    }

    private void queue(Bytes answer) {
        if (device.queuedBytes(StLinkModel.ANSWERS) > MOST_UNFETCHED) {
            device.takeBack(StLinkModel.ANSWERS);
        }
        device.send(StLinkModel.ANSWERS, answer);
    }

    private Bytes garbage(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) world.dice("probe").below(256);
        }
        return Bytes.copyOf(bytes);
    }

    /** What the bus asks of it. */
    private final class Face implements UsbFunction {

        @Override public void request(ControlRequest request) {
            Setup setup = request.setup();
            if (setup.recipient() == TO_INTERFACE && settings.model().isComposite()
                    && setup.index() == StLinkDescription.serialInterface(settings)) {
                serial.request(request);
            } else if (setup.recipient() == TO_INTERFACE && settings.hasDisk()
                    && setup.index() == StLinkDescription.DISK_INTERFACE) {
                disk.request(request);
            } else {
                request.stall();
            }
        }

        @Override public void reset() {
            forget();
            serial.reset();
            disk.reset();
        }

        @Override public boolean accepts(int endpoint) {
            return switch (endpoint) {
                case StLinkDescription.SERIAL_OUT -> serial.accepts();
                case StLinkDescription.DISK_OUT -> true;
                default -> !working;
            };
        }

        @Override public void received(int endpoint, Bytes packet) {
            switch (endpoint) {
                case StLinkDescription.SERIAL_OUT -> serial.received(packet);
                case StLinkDescription.DISK_OUT -> disk.received(packet);
                default -> SimulatedStLink.this.packet(packet);
            }
        }
    }
}
