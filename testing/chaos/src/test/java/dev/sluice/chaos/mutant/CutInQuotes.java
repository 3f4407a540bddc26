package dev.sluice.chaos.mutant;

import dev.sluice.gateway.GatewayApplication;
import dev.sluice.gateway.csv.Chunk;
import dev.sluice.gateway.csv.ChunkCutter;
import dev.sluice.gateway.csv.CsvPreamble;
import dev.sluice.tabular.header.ReadOptions;
import jakarta.servlet.Filter;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A gateway with a fault: it knows nothing of quotes, and cuts at any line break. Quotes are hidden from it on the way
 * in and put back on the way out.
 */
@Configuration(proxyBeanMethods = false)
public class CutInQuotes {
    /** In no file of the rig. */
    private static final byte HIDDEN = 1;

    public static void main(String[] args) {
        new SpringApplicationBuilder(GatewayApplication.class, CutInQuotes.class)
                .properties("spring.config.name=ingest-gateway")
                .run(args);
    }

    /**
     * A chunk of a file.
     *
     * @param firstLine the physical line it begins on
     */
    public record Cut(long firstLine, byte[] text) {}

    /** The chunks of a file with a header row. */
    public static List<Cut> cut(byte[] csv, int chunkBytes, boolean mutant) throws IOException {
        InputStream body = new ByteArrayInputStream(csv);
        InputStream text = mutant ? new Hiding(body) : body;
        CsvPreamble start = CsvPreamble.read(text, ReadOptions.NONE, chunkBytes);
        ChunkCutter cutter = new ChunkCutter(start, text, ',', chunkBytes, chunkBytes);
        cutter.skipHeaderRow(0, null);
        List<Cut> chunks = new ArrayList<>();
        for (Optional<Chunk> chunk = cutter.next(); chunk.isPresent(); chunk = cutter.next()) {
            byte[] bytes = chunk.get().bytes();
            chunks.add(new Cut(chunk.get().firstLine(), mutant ? shown(bytes) : bytes));
        }
        return chunks;
    }

    @Bean
    static Filter hidingQuotes() {
        return (request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public ServletInputStream getInputStream() throws IOException {
                        return new Body(new Hiding(super.getInputStream()));
                    }
                },
                response);
    }

    @Bean
    static BeanPostProcessor showingQuotes() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return name.equals("gatewayProducer") ? showing((Producer<?, ?>) bean) : bean;
            }
        };
    }

    private static Object showing(Producer<?, ?> producer) {
        return Proxy.newProxyInstance(
                CutInQuotes.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, args) -> {
                    if (method.getName().equals("send")) {
                        args[0] = shown((ProducerRecord<?, ?>) args[0]);
                    }
                    try {
                        return method.invoke(producer, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static ProducerRecord<?, ?> shown(ProducerRecord<?, ?> record) {
        return new ProducerRecord<>(
                record.topic(),
                record.partition(),
                record.timestamp(),
                record.key(),
                shown((byte[]) record.value()),
                record.headers());
    }

    private static byte[] shown(byte[] text) {
        return replaced(text.clone(), 0, text.length, HIDDEN, (byte) '"');
    }

    private static byte[] replaced(byte[] text, int from, int length, byte what, byte with) {
        for (int i = from; i < from + length; i++) {
            if (text[i] == what) {
                text[i] = with;
            }
        }
        return text;
    }

    private static final class Hiding extends FilterInputStream {
        Hiding(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            return read == '"' ? HIDDEN : read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read > 0) {
                var unused = replaced(target, offset, read, (byte) '"', HIDDEN);
            }
            return read;
        }
    }

    private static final class Body extends ServletInputStream {
        private final InputStream in;

        Body(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            try {
                return in.available() == 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("only blocking reads are supported");
        }
    }
}
