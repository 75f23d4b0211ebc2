package io.sectorzero.sim.serve;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Takes a Telnet stream apart: data, negotiations, subnegotiations. RFC 854 "Telnet Protocol Specification". Whatever
 * arrives, it keeps at most {@link #LONGEST_SUBNEGOTIATION} bytes; a longer subnegotiation is dropped whole.
 *
 * <pre>
 *   FF FF             a data byte FF
 *   FF FB..FE option  WILL, WONT, DO, DONT
 *   FF FA option … FF F0      subnegotiation; FF inside is doubled
 *   FF other          a command without argument, ignored here
 * </pre>
 */
final class Telnet {

    static final int IAC = 0xFF;
    static final int DONT = 0xFE;
    static final int DO = 0xFD;
    static final int WONT = 0xFC;
    static final int WILL = 0xFB;
    static final int SB = 0xFA;
    static final int SE = 0xF0;

    static final int LONGEST_SUBNEGOTIATION = 64;

    /** Who is told what the stream holds. */
    interface Listener {

        void data(int value);

        /** @param verb WILL, WONT, DO or DONT */
        void negotiation(int verb, int option);

        void subnegotiation(int option, byte[] content);
    }

    private enum State { DATA, COMMAND, OPTION, SUB_OPTION, SUB, SUB_COMMAND }

    private State state = State.DATA;
    private int verb;
    private int option;
    private final byte[] content = new byte[LONGEST_SUBNEGOTIATION];
    private int length;

    void accept(int value, Listener listener) {
        switch (state) {
            case DATA -> data(value, listener);
            case COMMAND -> command(value, listener);
            case OPTION -> {
                state = State.DATA;
                listener.negotiation(verb, value);
            }
            case SUB_OPTION -> {
                option = value;
                length = 0;
                state = State.SUB;
            }
            case SUB -> {
                if (value == IAC) {
                    state = State.SUB_COMMAND;
                } else {
                    keep(value);
                }
            }
            case SUB_COMMAND -> subCommand(value, listener);
        }
    }

    /** Data as it goes over the wire: FF doubled. */
    static byte[] escape(byte[] data, int count) {
        var escaped = new ByteArrayOutputStream(count + 16);
        for (int i = 0; i < count; i++) {
            escaped.write(data[i]);
            if ((data[i] & 0xFF) == IAC) {
                escaped.write(IAC);
            }
        }
        return escaped.toByteArray();
    }

    static byte[] negotiate(int verb, int option) {
        return new byte[] {(byte) IAC, (byte) verb, (byte) option};
    }

    static byte[] subnegotiate(int option, byte[] content) {
        var framed = new ByteArrayOutputStream();
        framed.writeBytes(negotiate(SB, option));
        framed.writeBytes(escape(content, content.length));
        framed.write(IAC);
        framed.write(SE);
        return framed.toByteArray();
    }

    private void data(int value, Listener listener) {
        if (value == IAC) {
            state = State.COMMAND;
        } else {
            listener.data(value);
        }
    }

    private void command(int value, Listener listener) {
        state = State.DATA;
        if (value == IAC) {
            listener.data(IAC);
        } else if (value == SB) {
            state = State.SUB_OPTION;
        } else if (value >= WILL) {
            verb = value;
            state = State.OPTION;
        }
    }

    private void subCommand(int value, Listener listener) {
        if (value == IAC) {
            keep(IAC);
            state = State.SUB;
        } else {
            state = State.DATA;
            if (value == SE && length <= LONGEST_SUBNEGOTIATION) {
                listener.subnegotiation(option, Arrays.copyOf(content, length));
            }
        }
    }

    private void keep(int value) {
        if (length < LONGEST_SUBNEGOTIATION) {
            content[length] = (byte) value;
        }
        // One past the end marks it as too long; it never counts further, however long it goes on.
        length = Math.min(length + 1, LONGEST_SUBNEGOTIATION + 1);
    }
}
