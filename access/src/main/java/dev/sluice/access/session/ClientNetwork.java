package dev.sluice.access.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The network of a client, whose sign-ins are counted together. */
final class ClientNetwork {
    /** Of an IPv6 address: what one customer of a provider has. */
    private static final int NETWORK_BYTES = 8;

    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]{2,45}");
    private static final String UNKNOWN = "unknown";

    private ClientNetwork() {}

    /** @param address as the server or a trusted proxy names it; anything else is one network */
    static String of(String address) {
        if (!LITERAL.matcher(address).matches()) {
            return UNKNOWN;
        }
        try {
            // A literal is never looked up.
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return UNKNOWN;
        }
    }
}
