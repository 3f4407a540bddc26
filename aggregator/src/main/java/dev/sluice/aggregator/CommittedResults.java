package dev.sluice.aggregator;

/** Makes ends of files public: what was read back from {@code file-results} is committed, a result or that there is none. */
final class CommittedResults {
    private final FileStore store;
    private final OverFilesWriter overFiles;
    private final FileRemover remover;
    private final AggregatorMetrics metrics;

    CommittedResults(FileStore store, OverFilesWriter overFiles, FileRemover remover, AggregatorMetrics metrics) {
        this.store = store;
        this.overFiles = overFiles;
        this.remover = remover;
        this.metrics = metrics;
    }

    void committed(String fileId) {
        FileState state = store.state(fileId);
        if (state != null && state.phase() == FileState.Phase.COMPLETING) {
            overFiles.enter(state);
            state.seal();
            store.put(state);
            metrics.fileEnded(state.finalSummary());
        }
    }

    void deleted(String fileId) {
        remover.committed(fileId);
    }
}
