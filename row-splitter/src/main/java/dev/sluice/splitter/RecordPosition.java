package dev.sluice.splitter;

/** Where a record stands in Kafka. */
record RecordPosition(String topic, int partition, long offset) {
    private static final int MAX_FILE_ID = 64;

    /**
     * The id of the file that this record is, as a whole: the same each time it is read. Where the topic's name is too
     * long for an id, its beginning gives way; partition and offset alone tell the records of a topic apart.
     */
    String fileId() {
        String suffix = "-" + partition + "-" + offset;
        String name = topic.substring(Math.max(0, topic.length() - (MAX_FILE_ID - suffix.length())));
        return name + suffix;
    }

    @Override
    public String toString() {
        return topic + "-" + partition + " at offset " + offset;
    }
}
