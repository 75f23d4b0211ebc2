package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;
import java.util.Optional;

/** The requests every device has in common. USB Rev 2.0 §9.4; what is not legal in a state is stalled, as §9.4 allows. */
final class StandardRequests {

    private static final int GET_STATUS = 0;
    private static final int CLEAR_FEATURE = 1;
    private static final int SET_FEATURE = 3;
    private static final int SET_ADDRESS = 5;
    private static final int GET_DESCRIPTOR = 6;
    private static final int GET_CONFIGURATION = 8;
    private static final int SET_CONFIGURATION = 9;
    private static final int GET_INTERFACE = 10;
    private static final int SET_INTERFACE = 11;

    private static final int TO_DEVICE = 0x00;
    private static final int TO_INTERFACE = 0x01;
    private static final int TO_ENDPOINT = 0x02;
    private static final int FROM_DEVICE = 0x80;
    private static final int FROM_INTERFACE = 0x81;
    private static final int FROM_ENDPOINT = 0x82;

    private static final int HALT = 0;
    private static final int MOST_ADDRESSES = 127;
    private static final int SELF_POWERED = 0x40;
    private static final int CONTROL_ENDPOINT = 0x0F;

    private final UsbDevice device;

    StandardRequests(UsbDevice device) {
        this.device = device;
    }

    void request(ControlRequest request) {
        Optional<Bytes> answer = answer(request.setup());
        answer.ifPresentOrElse(request::answer, request::stall);
    }

    private Optional<Bytes> answer(Setup setup) {
        return switch (setup.request()) {
            case GET_STATUS -> status(setup);
            case CLEAR_FEATURE -> feature(setup, false);
            case SET_FEATURE -> feature(setup, true);
            case SET_ADDRESS -> address(setup);
            case GET_DESCRIPTOR -> setup.requestType() == FROM_DEVICE ? descriptor(setup) : Optional.empty();
            case GET_CONFIGURATION -> setup.requestType() == FROM_DEVICE
                    ? Optional.of(Bytes.of(isConfigured() ? 1 : 0)) : Optional.empty();
            case SET_CONFIGURATION -> configuration(setup);
            case GET_INTERFACE -> setup.requestType() == FROM_INTERFACE && isConfigured()
                    ? device.alternate(setup.index()).map(Bytes::of) : Optional.empty();
            case SET_INTERFACE -> when(setup.requestType() == TO_INTERFACE && isConfigured()
                    && device.choose(setup.index(), setup.value()));
            default -> Optional.empty();
        };
    }

    private Optional<Bytes> status(Setup setup) {
        return switch (setup.requestType()) {
            case FROM_DEVICE -> Optional.of(Bytes.of((device.description().attributes() & SELF_POWERED) != 0 ? 1 : 0, 0));
            case FROM_INTERFACE -> isConfigured() && device.alternate(setup.index()).isPresent()
                    ? Optional.of(Bytes.of(0, 0)) : Optional.empty();
            case FROM_ENDPOINT -> (setup.index() & CONTROL_ENDPOINT) == 0 ? Optional.of(Bytes.of(0, 0))
                    : endpoint(setup).map(halted -> Bytes.of(halted ? 1 : 0, 0));
            default -> Optional.empty();
        };
    }

    // Remote wake-up and test modes are features of devices that have them; none here has.
    private Optional<Bytes> feature(Setup setup, boolean on) {
        boolean halt = setup.requestType() == TO_ENDPOINT && setup.value() == HALT;
        if (halt && (setup.index() & CONTROL_ENDPOINT) == 0) {
            return Optional.of(Bytes.NONE);
        }
        if (!halt || endpoint(setup).isEmpty()) {
            return Optional.empty();
        }
        device.halt(setup.index(), on);
        return Optional.of(Bytes.NONE);
    }

    private Optional<Boolean> endpoint(Setup setup) {
        return isConfigured() ? device.isHalted(setup.index()) : Optional.empty();
    }

    private Optional<Bytes> address(Setup setup) {
        boolean legal = setup.requestType() == TO_DEVICE && setup.value() <= MOST_ADDRESSES && !isConfigured();
        if (legal) {
            device.address(setup.value());
        }
        return when(legal);
    }

    private Optional<Bytes> configuration(Setup setup) {
        boolean legal = setup.requestType() == TO_DEVICE && setup.value() <= 1 && device.state() != UsbDevice.State.DEFAULT;
        if (legal) {
            device.configured(setup.value() == 1);
        }
        return when(legal);
    }

    private Optional<Bytes> descriptor(Setup setup) {
        Descriptors descriptors = device.descriptors();
        int index = setup.value() & 0xFF;
        return switch (setup.value() >> 8) {
            case Descriptors.DEVICE -> Optional.of(descriptors.device());
            case Descriptors.CONFIGURATION -> index == 0 ? Optional.of(descriptors.configuration()) : Optional.empty();
            case Descriptors.STRING -> descriptors.hasString(index) ? Optional.of(descriptors.string(index)) : Optional.empty();
            case Descriptors.QUALIFIER -> device.description().speed() == UsbSpeed.HIGH
                    ? Optional.of(descriptors.qualifier()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private boolean isConfigured() {
        return device.state() == UsbDevice.State.CONFIGURED;
    }

    private static Optional<Bytes> when(boolean legal) {
        return legal ? Optional.of(Bytes.NONE) : Optional.empty();
    }
}
