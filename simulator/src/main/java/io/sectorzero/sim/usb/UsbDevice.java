package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A device on the bus: its standard requests, its endpoints, and behind them the function that makes it what it is.
 * Knows nothing of time; {@link UsbSocket} adds what the bus takes.
 */
public final class UsbDevice {

    /** How far a host has come with it. USB Rev 2.0 §9.1.1. */
    enum State { DEFAULT, ADDRESSED, CONFIGURED }

    private final UsbDescription description;
    private final Descriptors descriptors;
    private final UsbFunction function;
    private final StandardRequests standard = new StandardRequests(this);
    private final Map<Integer, Pipe> pipes = new TreeMap<>();
    private final Map<Integer, Integer> alternates = new TreeMap<>();
    private State state = State.DEFAULT;
    private int address;
    private ControlRequest asked;
    private Transfer askedBy;
    private Optional<String> holder = Optional.empty();

    public UsbDevice(UsbDescription description, UsbFunction function) {
        this.description = description;
        this.descriptors = new Descriptors(description);
        this.function = function;
        for (UsbEndpoint endpoint : description.endpoints()) {
            pipes.put(endpoint.address(), endpoint.isIn() ? new InPipe(endpoint) : new OutPipe(endpoint, function));
        }
    }

    public UsbDescription description() {
        return description;
    }

    public Descriptors descriptors() {
        return descriptors;
    }

    /** A program that is not part of this world has claimed its first interface, and does not let go. */
    public void heldBy(String program) {
        holder = Optional.of(program);
    }

    /** Who has claimed its first interface before anybody here asked; empty: nobody. */
    public Optional<String> holder() {
        return holder;
    }

    // --- for the function -------------------------------------------------------------------------------------------

    /** Sends a message, in as many packets as it takes, to whoever asks at an IN endpoint. */
    public void send(int endpoint, Bytes message) {
        ((InPipe) pipes.get(endpoint)).send(message);
    }

    /** How many bytes of sent messages nobody has asked for yet. */
    public int queuedBytes(int endpoint) {
        return ((InPipe) pipes.get(endpoint)).queuedBytes();
    }

    /** Takes back what was sent and not asked for. */
    public void takeBack(int endpoint) {
        pipes.get(endpoint).forget();
    }

    /** An OUT endpoint has room again. */
    public void ready(int endpoint) {
        pipes.get(endpoint).pump();
    }

    /** Stalls an endpoint until the host clears it. */
    public void halt(int endpoint) {
        pipes.get(endpoint).halt(true);
    }

    // --- for the bus ------------------------------------------------------------------------------------------------

    /** Hands a transfer over. It ends now, or later, or when it is cancelled. */
    void submit(Transfer transfer) {
        if (transfer.isControl()) {
            control(transfer);
            return;
        }
        Pipe pipe = pipes.get(transfer.endpoint());
        if (pipe == null || state != State.CONFIGURED) {
            transfer.end(Transfer.Ending.NO_ANSWER);
        } else {
            pipe.submit(transfer);
        }
    }

    void cancel(Transfer transfer) {
        if (transfer == askedBy) {
            giveUp(Transfer.Ending.CANCELLED);
        } else if (!transfer.isControl()) {
            pipes.get(transfer.endpoint()).cancel(transfer);
        }
    }

    /** Reset on the bus. USB Rev 2.0 §9.1.1.3. */
    void reset() {
        forget(Transfer.Ending.CANCELLED);
        state = State.DEFAULT;
        address = 0;
        alternates.clear();
        function.reset();
    }

    /** It has left the bus. */
    void gone() {
        forget(Transfer.Ending.GONE);
        state = State.DEFAULT;
    }

    private void control(Transfer transfer) {
        if (askedBy != null) {
            // A setup packet is always taken, and ends what was under way. USB Rev 2.0 §8.5.3 "Control transfers".
            giveUp(Transfer.Ending.CANCELLED);
        }
        var request = new ControlRequest(transfer);
        if (transfer.setup().isStandard()) {
            standard.request(request);
        } else if (state != State.CONFIGURED) {
            request.stall();
        } else {
            asked = request;
            askedBy = transfer;
            function.request(request);
            if (request == asked && !request.isOpen()) {
                asked = null;
                askedBy = null;
            }
        }
    }

    private void giveUp(Transfer.Ending why) {
        ControlRequest was = asked;
        Transfer by = askedBy;
        asked = null;
        askedBy = null;
        if (by != null && by.ending().isEmpty()) {
            by.end(why);
            function.abandoned(was);
        }
    }

    private void forget(Transfer.Ending why) {
        giveUp(why);
        pipes.values().forEach(pipe -> pipe.clear(why));
    }

    // --- for the standard requests ----------------------------------------------------------------------------------

    State state() {
        return state;
    }

    int address() {
        return address;
    }

    void address(int given) {
        address = given;
        state = given == 0 ? State.DEFAULT : State.ADDRESSED;
    }

    void configured(boolean on) {
        pipes.values().forEach(pipe -> pipe.clear(Transfer.Ending.CANCELLED));
        alternates.clear();
        state = on ? State.CONFIGURED : State.ADDRESSED;
    }

    Optional<Integer> alternate(int interfaceNumber) {
        return description.hasInterface(interfaceNumber)
                ? Optional.of(alternates.getOrDefault(interfaceNumber, 0)) : Optional.empty();
    }

    /** @return false when there is no such setting */
    boolean choose(int interfaceNumber, int alternate) {
        Optional<UsbInterface> setting = description.setting(interfaceNumber, alternate);
        setting.ifPresent(chosen -> {
            alternates.put(interfaceNumber, alternate);
            chosen.endpoints().forEach(endpoint -> pipes.get(endpoint.address()).halt(false));
            function.alternateChosen(interfaceNumber, alternate);
        });
        return setting.isPresent();
    }

    /** Whether an endpoint is halted; empty when there is none of that address. */
    Optional<Boolean> isHalted(int endpoint) {
        return Optional.ofNullable(pipes.get(endpoint)).map(Pipe::isHalted);
    }

    void halt(int endpoint, boolean on) {
        pipes.get(endpoint).halt(on);
    }
}
