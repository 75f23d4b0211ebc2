package io.sectorzero.sim.serve;

import io.sectorzero.sim.board.Board;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** The board's debug pins on a TCP port, one character for each move, for one client at a time: a wire has one end. */
final class BitbangDoor implements TcpDoor {

    // A client may send this much ahead of what the board has done; it is a few scans.
    private static final int CREDIT_BYTES = 16 * 1024;

    private final Consumer<Runnable> world;
    private final Board board;
    private Session session;

    /** @param world where work for the world's thread is handed over */
    BitbangDoor(Consumer<Runnable> world, Board board) {
        this.world = world;
        this.board = board;
    }

    @Override public synchronized Conversation welcome(Peer peer) {
        if (session != null) {
            return TurnedAway.with(peer, "");
        }
        session = new Session(peer);
        return session;
    }

    private synchronized void leave(Session who) {
        if (session == who) {
            session = null;
        }
    }

    private final class Session implements Conversation {

        private final Peer peer;
        /** Made and used on the world's thread. */
        private BitbangPins pins;
        private boolean over;
        private int credit = CREDIT_BYTES;

        Session(Peer peer) {
            this.peer = peer;
            world.accept(() -> pins = new BitbangPins(board));
        }

        @Override public synchronized int appetite() {
            return credit;
        }

        @Override public void heard(byte[] characters) {
            synchronized (this) {
                credit -= characters.length;
            }
            world.accept(() -> act(characters));
        }

        private void act(byte[] characters) {
            if (over) {
                return;
            }
            var answers = new ByteArrayOutputStream();
            over = !pins.act(characters, answers);
            if (answers.size() > 0) {
                peer.say(answers.toByteArray());
            }
            if (over) {
                peer.dismiss();
            }
            synchronized (this) {
                credit += characters.length;
            }
            peer.look();
        }

        @Override public void hungUp() {
            world.accept(() -> {
                over = true;
                pins.unplug();
            });
            leave(this);
        }
    }
}
