using System.Collections;

namespace Astra.Live.Tests.Secrets;

/// <summary>Where secrets may stand, who wins, and which files are refused.</summary>
public sealed class SecretStoreTests : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("astra-secrets").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_environment_wins_over_user_secrets_and_these_over_the_file()
    {
        string user = Write("secrets.json", """{"ASTRA_ANGELONE_PIN":"user-pin","ASTRA_ANGELONE_TOTP":"user-totp"}""");
        string file = Write("secrets", "ASTRA_ANGELONE_PIN=file-pin\nASTRA_ANGELONE_TOTP=file-totp\nASTRA_ANGELONE_APIKEY=file-key\nASTRA_SHOONYA_USER=other\n");
        SecretStore store = Open(file, user, new() { ["ASTRA_ANGELONE_PIN"] = "env-pin", ["ASTRA_ANGELONE_APIKEY"] = " ", ["PATH"] = "/bin" });
        Assert.Equal(("env-pin", "user-totp", "file-key"), (store.Require("PIN").Reveal(), store.Require("TOTP").Reveal(), store.Require("APIKEY").Reveal()));
        Assert.Equal(3, store.All.Count);
        Assert.Null(store.Find("USER"));
        Assert.Equal("log in as (secret) with (secret)", store.Redactor.Clean("log in as env-pin with user-totp"));
    }

    [Fact]
    public void Lines_may_be_written_as_shells_want_them()
    {
        string file = Write("secrets", "# mine\n\n export ASTRA_ANGELONE_A = 'a b' \nASTRA_ANGELONE_B=\"x=y#z\"\nASTRA_ANGELONE_C=it's\nASTRA_ANGELONE_D=\n");
        SecretStore store = Open(file);
        Assert.Equal(("a b", "x=y#z", "it's"), (store.Require("A").Reveal(), store.Require("B").Reveal(), store.Require("C").Reveal()));
        Assert.Null(store.Find("D"));
    }

    [Fact]
    public void What_is_missing_is_told_with_all_places_where_it_may_stand()
    {
        VendorException e = Assert.Throws<VendorException>(() => Open(null).Require("PIN"));
        Assert.True(e.IsFinal);
        foreach (string place in (string[])["ASTRA_ANGELONE_PIN", "environment", "dotnet user-secrets set ASTRA_ANGELONE_PIN VALUE --id astra", Path.Combine(_folder, "usual"), "chmod 600"])
            Assert.Contains(place, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Mine | UnixFileMode.GroupRead)]
    [InlineData(Mine | UnixFileMode.OtherRead)]
    [InlineData(Mine | UnixFileMode.OtherWrite)]
    public void A_file_that_is_open_to_others_is_refused(UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        string file = Write("secrets", "ASTRA_ANGELONE_PIN=1234\n", mode);
        VendorException e = Assert.Throws<VendorException>(() => Open(file));
        Assert.True(e.IsFinal);
        Assert.Contains($"chmod 600 {file}", e.Message, StringComparison.Ordinal);
        Assert.Throws<VendorException>(() => Open(null, Write("secrets.json", "{}", mode)));
        Assert.Equal("1234", Open(Write("secrets", "ASTRA_ANGELONE_PIN=1234\n", UnixFileMode.UserRead)).Require("PIN").Reveal());
    }

    [Fact]
    public void A_broken_file_is_told_by_line_and_not_by_content()
    {
        VendorException e = Assert.Throws<VendorException>(() => Open(Write("secrets", "ASTRA_ANGELONE_PIN=1\nhunter2\n")));
        Assert.Contains("line 2", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
        e = Assert.Throws<VendorException>(() => Open(null, Write("secrets.json", """{"ASTRA_ANGELONE_PIN": hunter2}""")));
        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
        Assert.Throws<VendorException>(() => Open(Path.Combine(_folder, "nowhere")));
    }

    private SecretStore Open(string? file, string? userSecrets = null, Dictionary<string, string>? environment = null) =>
        SecretStore.Open("ASTRA_ANGELONE", file, (IDictionary)(environment ?? []), userSecrets, Path.Combine(_folder, "usual"));

    private string Write(string name, string text, UnixFileMode mode = Mine)
    {
        string path = Path.Combine(_folder, name);
        File.Delete(path);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
        return path;
    }
}
