package dev.sluice.aggregator;

/** Makes ends of files public: a file's result that was read back from {@code file-results} is committed. */
final class CommittedResults {
    private final FileStore store;
    private final OverFilesWriter overFiles;
    private final AggregatorMetrics metrics;

    CommittedResults(FileStore store, OverFilesWriter overFiles, AggregatorMetrics metrics) {
        this.store = store;
        this.overFiles = overFiles;
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
}
