using System.Text;
using Astra.Live;
using CsCheck;

namespace Astra.Adapters.AngelOne.Tests;

public class EnvelopeTests
{
    private static AngelReply Read(int status, string body) => AngelReply.Read(new RestReply(status, Encoding.UTF8.GetBytes(body), "", null, null));

    [Theory]
    [InlineData("{\"status\":true,\"data\":{\"a\":1}}")]
    [InlineData("{\"status\":\"true\",\"data\":{\"a\":1}}")]
    [InlineData("{\"status\":\"TRUE\",\"data\":{\"a\":\"1\"}}")]
    [InlineData("{\"success\":true,\"data\":{\"a\":1}}")]
    [InlineData("{\"data\":{\"a\":1}}")]
    public void A_good_answer_is_one_in_all_its_forms(string body)
    {
        AngelReply reply = Read(200, body);
        Assert.True(reply.IsGood);
        Assert.Equal(1, reply.Data.Get("a").Whole());
    }

    [Theory]
    [InlineData(200, "", AngelFault.Trouble)]
    [InlineData(200, "null", AngelFault.Refused)]
    [InlineData(200, "\"\"", AngelFault.Refused)]
    [InlineData(200, "[]", AngelFault.Refused)]
    [InlineData(200, "<html>", AngelFault.Trouble)]
    [InlineData(200, "{\"status\":true", AngelFault.Trouble)]
    [InlineData(200, "{\"status\":false}", AngelFault.Refused)]
    [InlineData(200, "{\"errorcode\":\"AB1004\"}", AngelFault.Trouble)]
    [InlineData(500, "{\"status\":true}", AngelFault.Trouble)]
    [InlineData(503, "", AngelFault.Trouble)]
    [InlineData(404, "nothing here", AngelFault.Refused)]
    [InlineData(401, "", AngelFault.TokenDead)]
    [InlineData(403, "forbidden", AngelFault.TokenDead)]
    [InlineData(403, "Access denied because of exceeding access rate", AngelFault.RateLimited)]
    [InlineData(403, "{\"message\":\"Exceeding Access Rate\"}", AngelFault.RateLimited)]
    [InlineData(429, "", AngelFault.RateLimited)]
    [InlineData(200, "{\"status\":false,\"errorcode\":\"ab1007\"}", AngelFault.WrongLogin)]
    public void A_failure_is_told_by_code_words_and_status(int status, string body, object fault) => Assert.Equal((AngelFault)fault, Read(status, body).Fault);

    [Theory]
    [InlineData("{\"status\":true,\"data\":null}")]
    [InlineData("{\"status\":true,\"data\":\"\"}")]
    [InlineData("{\"status\":true}")]
    public void Data_may_be_nothing(string body)
    {
        AngelReply reply = Read(200, body);
        Assert.True(reply.IsGood);
        Assert.Empty(reply.Data.Items());
        Assert.Equal("", reply.Data.Get("x").Text());
    }

    [Fact]
    public void No_body_whatever_makes_an_exception()
    {
        string[] all =
        [
            "{", "}", "[", "]", "\"status\"", "\"data\"", "\"message\"", "\"errorcode\"", ":", ",", "true", "false", "null", "\"\\ud800\"", "\"AG8001\"", "1e999", "-", "<html>", "\u20AC", "\0",
        ];
        Gen<string> words = Gen.Int[0, all.Length - 1].Select(i => all[i]);
        Gen.Select(words.Array[0, 30], Gen.Int[100, 599]).Sample((parts, status) => Check(status, Encoding.UTF8.GetBytes(string.Concat(parts))), iter: 20_000);
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[100, 599]).Sample((bytes, status) => Check(status, bytes), iter: 20_000);

        static bool Check(int status, byte[] body)
        {
            AngelReply reply = AngelReply.Read(new RestReply(status, body, "", null, null));
            return reply.Words.Length > 0 && (!reply.IsGood || status is >= 200 and < 300);
        }
    }
}
