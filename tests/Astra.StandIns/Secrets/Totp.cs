using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Astra.StandIns;

/// <summary>One-time passwords as the server checks them: RFC 6238 with SHA-1, 30 s and six digits. Accepts the step before and after, each code once.</summary>
internal sealed class Totp(string base32, TimeProvider time, bool refuseUsed)
{
    private readonly byte[] _key = Decode(base32);
    private readonly HashSet<long> _used = [];

    /// <summary>Whether this code may pass now. A code that passed does not pass again.</summary>
    public bool Passes(string code)
    {
        long now = time.GetUtcNow().ToUnixTimeSeconds() / 30;
        lock (_used)
        {
            for (long step = now - 1; step <= now + 1; step++)
            {
                if (Code(step) == code && (_used.Add(step) || !refuseUsed)) return true;
            }

            return false;
        }
    }

    public string Code(long step)
    {
        Span<byte> counter = stackalloc byte[8], hash = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The vendors' one-time passwords are SHA-1.
        HMACSHA1.HashData(_key, counter, hash);
#pragma warning restore CA5350
        int offset = hash[19] & 0x0F;
        uint word = BinaryPrimitives.ReadUInt32BigEndian(hash[offset..]) & 0x7FFF_FFFF;
        return (word % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string base32)
    {
        List<byte> bytes = [];
        int bits = 0, value = 0;
        foreach (char letter in base32.TrimEnd('='))
        {
            int digit = letter is >= 'A' and <= 'Z' ? letter - 'A' : letter is >= '2' and <= '7' ? letter - '2' + 26 : throw new FormatException("Not base32.");
            (value, bits) = ((value << 5) | digit, bits + 5);
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(value >> bits));
            value &= (1 << bits) - 1;
        }

        return [.. bytes];
    }
}
