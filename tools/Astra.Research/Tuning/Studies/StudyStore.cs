using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;

namespace Astra.Research.Tuning;

/// <summary>
/// A study in a SQLite file. What was told is there whole or not at all, also after a kill. One process writes (it holds FILE.lock while it lives);
/// others may read meanwhile.
/// </summary>
public sealed class StudyStore : IDisposable
{
    /// <summary>"ATUN", in the file's header.</summary>
    private const long ApplicationId = 0x4154554E;
    private const int NotADatabase = 26, NeedsWriting = 8;

    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly SqliteConnection _connection;
    private readonly FileStream? _lock;
    private readonly string _path;

    private StudyStore(string path, SqliteConnection connection, FileStream? held) => (_path, _connection, _lock) = (path, connection, held);

    /// <summary>What the study was made for, in the caller's words; see <see cref="Create"/>.</summary>
    public string Work => Meta("work");

    public SearchSpace Space => SpaceJson.Read(Meta("space"));

    public IReadOnlyList<StudyObjective> Objectives => JsonSerializer.Deserialize<StudyObjective[]>(Meta("objectives"), Options)!;

    /// <summary>Opens to write; makes the file when there is none.</summary>
    /// <param name="work">Everything else that must be the same for trials to be comparable: data, strategy, validation, seed.</param>
    /// <exception cref="StudyException">Another process writes it, it is no study, or one of another space, other objectives or other work.</exception>
    public static StudyStore Create(string path, SearchSpace space, IReadOnlyList<StudyObjective> objectives, string work)
    {
        FileStream held;
        try
        {
            held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException)
        {
            throw new StudyException($"{path}: another process is writing this study; wait for it, or use another file", e);
        }
        StudyStore? store = null;
        try
        {
            store = Connect(path, SqliteOpenMode.ReadWriteCreate, held);
            if (store.Scalar("SELECT count(*) FROM sqlite_master") == 0) store.Begin(space, objectives, work);
            store.RequireStudy();
            store.RequireSame("space", SpaceJson.Write(space), "search space", StudyDifference.OfSpaces);
            store.RequireSame("objectives", JsonSerializer.Serialize(objectives, Options), "objectives", StudyDifference.OfWords);
            store.RequireSame("work", work, "data, strategy or settings", StudyDifference.OfWords);
            return store;
        }
        catch (Exception e)
        {
            store?.Dispose();
            held.Dispose();
            if (e is SqliteException fault) throw InWords(path, fault);
            throw;
        }
    }

    /// <summary>Opens to read.</summary>
    /// <exception cref="StudyException">There is no such file, or it is no study.</exception>
    public static StudyStore OpenRead(string path)
    {
        if (!File.Exists(path)) throw new StudyException($"{path}: there is no such study");
        try
        {
            return Opened(path);
        }
        catch (SqliteException e)
        {
            throw InWords(path, e);
        }
    }

    private static StudyStore Opened(string path)
    {
        try
        {
            return Opened(path, SqliteOpenMode.ReadOnly);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == NeedsWriting)
        {
            // A writer was killed in the middle of a batch: that batch must be taken back before anybody can read.
            return Opened(path, SqliteOpenMode.ReadWrite);
        }
    }

    private static StudyStore Opened(string path, SqliteOpenMode mode)
    {
        StudyStore store = Connect(path, mode, null);
        try
        {
            store.RequireStudy();
            store.Scalar("SELECT count(*) FROM sqlite_master");
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>By number.</summary>
    public IReadOnlyList<StudyTrial> Load(SearchSpace space)
    {
        try
        {
            using SqliteCommand command = Command("SELECT number, state, point, objectives, steps, figures, note FROM trial ORDER BY number");
            using SqliteDataReader row = command.ExecuteReader();
            List<StudyTrial> trials = [];
            while (row.Read())
            {
                double[] steps = Numbers(row.GetString(4));
                StudyTrial trial = new(space, row.GetInt64(0), Numbers(row.GetString(2)), null, Enumerable.Range(0, steps.Length / 2).Select(i => new StepValue((int)steps[2 * i], steps[2 * i + 1])))
                {
                    State = (TrialState)row.GetInt64(1), Values = Numbers(row.GetString(3)), Figures = Numbers(row.GetString(5)), Note = row.GetString(6),
                };
                if (space.Problem(trial.Point) is { } problem) throw new StudyException($"{_path}: trial {trial.Number}: {problem}; the file was changed by something else, restore it or begin a new one");
                trials.Add(trial);
            }
            return trials;
        }
        catch (SqliteException e)
        {
            throw InWords(_path, e);
        }
        catch (JsonException e)
        {
            throw new StudyException($"{_path}: a trial's values are damaged ({e.Message}); restore the file or begin a new study", e);
        }
    }

    /// <summary>All of these or none.</summary>
    public void Save(IReadOnlyList<StudyTrial> trials)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        foreach (StudyTrial trial in trials)
            Run("INSERT INTO trial VALUES ($0, $1, $2, $3, $4, $5, $6)",
                trial.Number, (long)trial.State, Text(trial.Point), Text(trial.Values), Text([.. trial.Steps.SelectMany(s => new[] { s.Step, s.Value })]), Text(trial.Figures), trial.Note);
        transaction.Commit();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _lock?.Dispose();
    }

    private void Begin(SearchSpace space, IReadOnlyList<StudyObjective> objectives, string work)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction();
        Run($"PRAGMA application_id = {ApplicationId}");
        Run("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
        Run("CREATE TABLE trial (number INTEGER PRIMARY KEY, state INTEGER NOT NULL, point TEXT NOT NULL, objectives TEXT NOT NULL, steps TEXT NOT NULL, figures TEXT NOT NULL, note TEXT NOT NULL)");
        Run("INSERT INTO meta VALUES ('space', $0), ('objectives', $1), ('work', $2)", SpaceJson.Write(space), JsonSerializer.Serialize(objectives, Options), work);
        transaction.Commit();
    }

    private void RequireStudy()
    {
        if (Scalar("PRAGMA application_id") != ApplicationId) throw new StudyException($"{_path}: this database is no study of astra tune; give another file");
    }

    private void RequireSame(string key, string wanted, string what, Func<string, string, string> difference)
    {
        if (Meta(key) != wanted) throw new StudyException($"{_path}: this study has another {what}: {difference(Meta(key), wanted)}; go on with the same, or use a new file");
    }

    private string Meta(string key)
    {
        using SqliteCommand command = Command("SELECT value FROM meta WHERE key = $0", key);
        return command.ExecuteScalar() as string ?? throw new StudyException($"{_path}: the study lacks its {key}; restore the file or begin a new one");
    }

    private long Scalar(string sql)
    {
        using SqliteCommand command = Command(sql);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private void Run(string sql, params object[] values)
    {
        using SqliteCommand command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params object[] values)
    {
        SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every statement stands in this file; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (int i = 0; i < values.Length; i++) command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i}"), values[i]);
        return command;
    }

    private static StudyStore Connect(string path, SqliteOpenMode mode, FileStream? held)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return new StudyStore(path, connection, held);
    }

    private static StudyException InWords(string path, SqliteException fault) => new(
        fault.SqliteErrorCode == NotADatabase
            ? $"{path}: this is no SQLite file; give another name, or the study's own"
            : $"{path}: the study cannot be read or written ({fault.Message}); restore the file or begin a new one", fault);

    private static double[] Numbers(string json) => JsonSerializer.Deserialize<double[]>(json, Options)!;

    private static string Text(double[] values) => JsonSerializer.Serialize(values, Options);
}
