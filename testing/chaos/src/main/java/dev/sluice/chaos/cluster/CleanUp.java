package dev.sluice.chaos.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run leaves on this machine until it is undone: processes, mounts, networks. All of it is undone when this is closed, and
 * also when the user stops the rig (SIGINT, SIGTERM), at whatever moment: last in, first out, and once.
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
     * Undoes something at the end. To be called before that something is begun, so that nothing is missed.
     *
     * @param step bears that only a part was done, or nothing
     * @throws IllegalStateException if the rig is ending: then nothing more is to be begun
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
