package io.sectorzero.sim.serve;

import io.sectorzero.link.LineSettings;
import io.sectorzero.link.LineSettings.Parity;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The access server's side of RFC 2217 "Telnet Com Port Control Option": answers what a client asks of the port. What
 * the port cannot do (other frames than 8 data bits and one stop bit, flow control) is answered with what it does
 * instead, as the RFC has it.
 */
final class Rfc2217 implements Telnet.Listener {

    static final int COM_PORT_OPTION = 44;

    private static final int BINARY = 0;
    private static final int ECHO = 1;
    private static final int SUPPRESS_GO_AHEAD = 3;

    private static final int SIGNATURE = 0;
    private static final int SET_BAUDRATE = 1;
    private static final int SET_DATASIZE = 2;
    private static final int SET_PARITY = 3;
    private static final int SET_STOPSIZE = 4;
    private static final int SET_CONTROL = 5;
    private static final int SET_LINESTATE_MASK = 10;
    private static final int SET_MODEMSTATE_MASK = 11;
    private static final int PURGE_DATA = 12;
    private static final int TO_CLIENT = 100;

    private static final int EIGHT_BITS = 8;
    private static final int ONE_STOP_BIT = 1;
    private static final int NO_FLOW_CONTROL = 1;
    private static final int NO_INBOUND_FLOW_CONTROL = 14;

    private final ComPort port;
    private final Consumer<byte[]> answers;
    private final Consumer<Integer> received;
    private final Telnet telnet = new Telnet();
    private boolean comPortAgreed;

    /**
     * @param answers  takes what goes back to the client
     * @param received takes each data byte the client has sent
     */
    Rfc2217(ComPort port, Consumer<byte[]> answers, Consumer<Integer> received) {
        this.port = port;
        this.answers = answers;
        this.received = received;
    }

    void accept(byte value) {
        telnet.accept(value & 0xFF, this);
    }

    @Override public void data(int value) {
        received.accept(value);
    }

    // Only a request is answered, never an acknowledgement, or both sides would acknowledge for ever. RFC 854.
    @Override public void negotiation(int verb, int option) {
        boolean known = option == BINARY || option == SUPPRESS_GO_AHEAD || option == COM_PORT_OPTION;
        if (verb == Telnet.WILL) {
            answers.accept(Telnet.negotiate(known ? Telnet.DO : Telnet.DONT, option));
        } else if (verb == Telnet.DO && option != COM_PORT_OPTION) {
            answers.accept(Telnet.negotiate(known || option == ECHO ? Telnet.WILL : Telnet.WONT, option));
        } else if (verb == Telnet.DO && !comPortAgreed) {
            comPortAgreed = true;
            answers.accept(Telnet.negotiate(Telnet.WILL, option));
        }
    }

    @Override public void subnegotiation(int option, byte[] content) {
        if (option == COM_PORT_OPTION && content.length > 0) {
            int argument = content.length > 1 ? content[1] & 0xFF : 0;
            switch (content[0]) {
                case SIGNATURE -> signature(content);
                case SET_BAUDRATE -> baudRate(content);
                case SET_DATASIZE -> answer(SET_DATASIZE, EIGHT_BITS);
                case SET_PARITY -> parity(argument);
                case SET_STOPSIZE -> answer(SET_STOPSIZE, ONE_STOP_BIT);
                case SET_CONTROL -> control(argument);
                case SET_LINESTATE_MASK, SET_MODEMSTATE_MASK -> answer(content[0], argument);
                // Nothing is kept back here, and answers keep their order: what the board said before this answer
                // reaches the client before it, so the client can drop it.
                case PURGE_DATA -> answer(PURGE_DATA, argument);
                default -> {
                    // An order this server does not know: the RFC lets it pass in silence.
                }
            }
        }
    }

    private void signature(byte[] content) {
        if (content.length == 1) {
            byte[] name = "SectorZero".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            byte[] answer = new byte[1 + name.length];
            answer[0] = TO_CLIENT + SIGNATURE;
            System.arraycopy(name, 0, answer, 1, name.length);
            answers.accept(Telnet.subnegotiate(COM_PORT_OPTION, answer));
        }
    }

    private void baudRate(byte[] content) {
        if (content.length == 5) {
            int wanted = ByteBuffer.wrap(content).getInt(1);
            if (wanted > 0) {
                port.settings(new LineSettings(wanted, port.settings().parity()));
            }
        }
        byte[] answer = ByteBuffer.allocate(5).put((byte) (TO_CLIENT + SET_BAUDRATE)).putInt(port.settings().baud()).array();
        answers.accept(Telnet.subnegotiate(COM_PORT_OPTION, answer));
    }

    private void parity(int code) {
        Optional<Parity> wanted = switch (code) {
            case 1 -> Optional.of(Parity.NONE);
            case 2 -> Optional.of(Parity.ODD);
            case 3 -> Optional.of(Parity.EVEN);
            default -> Optional.empty();
        };
        wanted.ifPresent(parity -> port.settings(new LineSettings(port.settings().baud(), parity)));
        answer(SET_PARITY, switch (port.settings().parity()) {
            case NONE -> 1;
            case ODD -> 2;
            case EVEN -> 3;
        });
    }

    private void control(int code) {
        switch (code) {
            case 7 -> answer(SET_CONTROL, port.modemLine(ComPort.Modem.DTR) ? 8 : 9);
            case 8, 9 -> drive(ComPort.Modem.DTR, code == 8, code);
            case 10 -> answer(SET_CONTROL, port.modemLine(ComPort.Modem.RTS) ? 11 : 12);
            case 11, 12 -> drive(ComPort.Modem.RTS, code == 11, code);
            case 4, 5, 6 -> answer(SET_CONTROL, 6);
            case 0, 1, 2, 3 -> answer(SET_CONTROL, NO_FLOW_CONTROL);
            default -> answer(SET_CONTROL, NO_INBOUND_FLOW_CONTROL);
        }
    }

    private void drive(ComPort.Modem line, boolean asserted, int code) {
        port.modemLine(line, asserted);
        answer(SET_CONTROL, code);
    }

    private void answer(int order, int argument) {
        answers.accept(Telnet.subnegotiate(COM_PORT_OPTION, new byte[] {(byte) (TO_CLIENT + order), (byte) argument}));
    }
}
