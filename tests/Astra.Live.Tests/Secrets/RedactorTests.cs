using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;

namespace Astra.Live.Tests.Secrets;

/// <summary>No form of a secret that goes over the wire is left in a text for people.</summary>
public sealed class RedactorTests
{
    [Fact]
    public void All_forms_that_vendors_send_go() =>
        Gen.String[Gen.Char[' ', '~'], 8, 40].Where(s => s.Trim().Length >= 8).Sample(value =>
        {
            var redactor = new Redactor();
            redactor.Add(new Secret(value));
            byte[] bytes = Encoding.UTF8.GetBytes(value);
            string[] forms =
            [
                value, Uri.EscapeDataString(value), System.Net.WebUtility.UrlEncode(value), JsonSerializer.Serialize(value)[1..^1], Convert.ToBase64String(bytes).TrimEnd('='),
                Convert.ToHexStringLower(SHA256.HashData(bytes)), Convert.ToHexString(SHA256.HashData(bytes)),
            ];
            return forms.All(f => redactor.Clean($"pre<{f}>post") is var clean && clean.Contains(Redactor.Mark, StringComparison.Ordinal) && !clean.Contains(f, StringComparison.Ordinal));
        });

    [Fact]
    public void An_exceptions_text_is_cleaned_as_any_other()
    {
        var redactor = new Redactor();
        redactor.Add(new Secret("JBSWY3DPEHPK3PXP"));
        var e = new InvalidOperationException("outer", new FormatException("bad secret JBSWY3DPEHPK3PXP in url?totp=JBSWY3DPEHPK3PXP&x"));
        Assert.DoesNotContain("JBSWY", redactor.Clean(e.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_secret_goes_where_it_stands_alone_and_leaves_numbers_whole()
    {
        var redactor = new Redactor();
        redactor.Add(new Secret("1234"));
        Assert.Equal("pin=(secret), \"(secret)\", port 51234, 12345 ticks", redactor.Clean("pin=1234, \"1234\", port 51234, 12345 ticks"));
    }

    [Fact]
    public void A_secret_within_a_longer_one_leaves_no_rest()
    {
        var redactor = new Redactor();
        redactor.Add(new Secret("abcdefgh"));
        redactor.Add(new Secret("abcdefghijkl"));
        redactor.Add(new Secret(""));
        Assert.Equal("(secret) (secret)", redactor.Clean("abcdefghijkl abcdefgh"));
    }

    [Fact]
    public void A_secret_shows_itself_to_nobody()
    {
        var secret = new Secret("hunter2");
        Assert.Equal("(secret)", $"{secret}");
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(secret), StringComparison.Ordinal);
    }
}
