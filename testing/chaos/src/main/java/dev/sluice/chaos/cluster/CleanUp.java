package dev.sluice.chaos.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Undoes what a run creates on this machine: processes, mounts, networks. Everything is undone on close, and also when
 * the user stops the rig (SIGINT, SIGTERM) at any time: last in, first out, exactly once.
 */
public final class CleanUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CleanUp.class);

    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final Thread hook = new Thread(this::undo, "clean-up");
    private boolean undone;

    public CleanUp() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Registers a clean-up step. Must be called before the action that it undoes, so that nothing is missed.
     *
     * @param step tolerates that only a part of the action, or nothing, was done
     * @throws IllegalStateException if the rig is shutting down: then no further action may be started
     */
    public synchronized void add(Runnable step) {
        if (undone) {
            throw new IllegalStateException("the rig is being stopped");
        }
        steps.push(step);
    }

    @Override
    public void close() {
        undo();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("The rig is being stopped, and has undone all", e);
        }
    }

    private synchronized void undo() {
        undone = true;
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (RuntimeException e) {
                LOG.warn("Something is left behind", e);
            }
        }
    }
}
