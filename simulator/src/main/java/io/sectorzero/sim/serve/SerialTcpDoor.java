package io.sectorzero.sim.serve;

import io.sectorzero.link.LineSettings;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The board's UART on a TCP port, for one client at a time. A client that begins with a Telnet negotiation speaks
 * RFC 2217 from there on; any other is given the bare bytes. Until its first bytes nobody says anything to it, because
 * one who wants bare bytes would take a greeting for an answer of the board.
 */
final class SerialTcpDoor implements SerialDoor, TcpDoor {

    private final LineClient line;
    private volatile LineSettings usual = LineSettings.even(115_200);
    private Session session;
    private boolean unplugged;
    private int credit = CREDIT_BYTES;

    SerialTcpDoor(LineClient line) {
        this.line = line;
    }

    /** How the line is set for clients that cannot say it. */
    void settings(LineSettings settings) {
        usual = settings;
    }

    @Override public synchronized Conversation welcome(Peer peer) {
        if (session != null || unplugged) {
            return TurnedAway.with(peer, "");
        }
        session = new Session(peer, usual);
        return session;
    }

    @Override public synchronized void deliver(byte[] bytes, int count) {
        if (session != null) {
            session.tell(bytes, count);
        }
    }

    @Override public synchronized void crossed(int count) {
        credit += count;
        if (session != null) {
            session.peer.look();
        }
    }

    @Override public synchronized void unplug() {
        unplugged = true;
        if (session != null) {
            session.peer.dismiss();
        }
    }

    @Override public synchronized String status() {
        return session == null ? "uart-tcp: closed" : "uart-tcp: open, " + session.manner;
    }

    private synchronized int creditLeft() {
        return credit;
    }

    private synchronized void spend(int count) {
        credit -= count;
    }

    private void leave(Session who) {
        synchronized (this) {
            if (session == who) {
                session = null;
            }
        }
        line.hungUp(this);
    }

    private enum Manner {
        UNDECIDED("nothing said yet"), RAW("raw"), TELNET("RFC 2217");

        private final String words;

        Manner(String words) {
            this.words = words;
        }

        @Override public String toString() {
            return words;
        }
    }

    private final class Session implements Conversation, ComPort {

        private final Peer peer;
        private final Rfc2217 telnet;
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private final Set<Modem> asserted = EnumSet.noneOf(Modem.class);
        private volatile Manner manner = Manner.UNDECIDED;
        private volatile LineSettings settings;
        private Optional<Byte> held = Optional.empty();

        Session(Peer peer, LineSettings settings) {
            this.peer = peer;
            this.settings = settings;
            this.telnet = new Rfc2217(this, peer::say, data::write);
        }

        @Override public int appetite() {
            return creditLeft();
        }

        @Override public void heard(byte[] bytes) {
            for (byte value : bytes) {
                take(value);
            }
            passOn();
        }

        @Override public void hungUp() {
            leave(this);
        }

        void tell(byte[] bytes, int count) {
            byte[] framed = manner == Manner.TELNET ? Telnet.escape(bytes, count) : Arrays.copyOf(bytes, count);
            peer.say(framed);
        }

        // Two bytes decide: an FF alone may be data, an FF followed by a negotiation hardly is.
        private void take(byte value) {
            switch (manner) {
                case RAW -> data.write(value);
                case TELNET -> telnet.accept(value);
                case UNDECIDED -> {
                    if (held.isEmpty() && (value & 0xFF) == Telnet.IAC) {
                        held = Optional.of(value);
                    } else {
                        boolean negotiation = held.isPresent() && (value & 0xFF) >= Telnet.SB && (value & 0xFF) != Telnet.IAC;
                        manner = negotiation ? Manner.TELNET : Manner.RAW;
                        held.ifPresent(this::take);
                        take(value);
                    }
                }
            }
        }

        private void passOn() {
            if (data.size() > 0) {
                byte[] bytes = data.toByteArray();
                data.reset();
                spend(bytes.length);
                line.heard(SerialTcpDoor.this, bytes, settings);
            }
        }

        @Override public LineSettings settings() {
            return settings;
        }

        // What was sent before the change crosses the line as it was set then.
        @Override public void settings(LineSettings wanted) {
            passOn();
            settings = wanted;
        }

        @Override public void modemLine(Modem which, boolean on) {
            passOn();
            if (on) {
                asserted.add(which);
            } else {
                asserted.remove(which);
            }
            line.modemLine(which, on);
        }

        @Override public boolean modemLine(Modem which) {
            return asserted.contains(which);
        }
    }
}
