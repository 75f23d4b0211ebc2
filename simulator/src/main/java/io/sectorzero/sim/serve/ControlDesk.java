package io.sectorzero.sim.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The control door: a few clients at a time, each answered line by line in the order it asks. */
final class ControlDesk implements TcpDoor {

    private static final int MOST_CLIENTS = 16;
    private static final int CHUNK = 4096;

    private final ControlCommands commands;
    private int clients;

    ControlDesk(ControlCommands commands) {
        this.commands = commands;
    }

    @Override public Conversation welcome(Peer peer) {
        if (clients == MOST_CLIENTS) {
            return TurnedAway.with(peer, "error %d others are here already\n".formatted(MOST_CLIENTS));
        }
        clients++;
        return new Session(peer);
    }

    /** One client. What it sends is read on only when everything it has asked so far is answered. */
    private final class Session implements Conversation {

        private final Peer peer;
        private final LineDecoder decoder = new LineDecoder();
        private final Deque<String> asked = new ArrayDeque<>();
        private boolean working;
        private boolean over;

        Session(Peer peer) {
            this.peer = peer;
        }

        @Override public synchronized int appetite() {
            return working || over ? 0 : CHUNK;
        }

        @Override public void heard(byte[] bytes) {
            synchronized (this) {
                for (byte value : bytes) {
                    decoder.accept(value).ifPresent(asked::add);
                }
                if (decoder.isTooLong()) {
                    end(ControlReply.error("a line has at most %d bytes".formatted(LineDecoder.LONGEST_LINE)));
                }
            }
            workOn();
        }

        @Override public void goOn() {
            workOn();
        }

        @Override public void hungUp() {
            clients--;
            synchronized (this) {
                over = true;
                asked.clear();
            }
        }

        private void workOn() {
            for (Optional<String> next = take(); next.isPresent(); next = take()) {
                String line = next.get();
                if (line.equalsIgnoreCase("quit")) {
                    end(ControlReply.OK);
                } else if (isHttp(line)) {
                    // A web page can make a browser send anything to a local port, commands hidden in the body too.
                    end(ControlReply.error("this is no web server"));
                } else {
                    commands.run(line, this::answer);
                }
            }
        }

        private synchronized Optional<String> take() {
            while (!asked.isEmpty() && asked.peek().isBlank()) {
                asked.remove();
            }
            if (working || over || asked.isEmpty()) {
                return Optional.empty();
            }
            working = !asked.peek().equalsIgnoreCase("quit") && !isHttp(asked.peek());
            return Optional.of(asked.remove().strip());
        }

        private void answer(ControlReply reply) {
            peer.say(reply.bytes());
            synchronized (this) {
                working = false;
            }
            // The next one is taken up on the sockets' thread: this may be the world's, which must not wait for itself.
            peer.look();
        }

        private synchronized void end(ControlReply reply) {
            over = true;
            asked.clear();
            peer.say(reply.bytes());
            peer.dismiss();
        }
    }

    private static boolean isHttp(String line) {
        return line.matches("[A-Z]+ \\S+ HTTP/\\d.*") || line.regionMatches(true, 0, "host:", 0, 5);
    }
}
