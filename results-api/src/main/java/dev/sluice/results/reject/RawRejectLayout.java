package dev.sluice.results.reject;

import java.util.List;

/** Shows rejects without known columns, unchanged. */
record RawRejectLayout() implements RejectLayout {
    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public Cells cells(String raw) {
        return new Cells(List.of(), raw);
    }
}
