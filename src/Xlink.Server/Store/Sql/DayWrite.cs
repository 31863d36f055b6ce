using System;
using System.Threading.Tasks;
using NodaTime;

namespace Xlink.Server.Store.Sql;

/// <summary>What is to be written of a day.</summary>
/// <param name="Day">The day; <see langword="null"/> if it turns out that nothing of a day is written.</param>
/// <param name="Write">Reads and writes; it may run again, from the start.</param>
internal sealed record DayWrite<T>(LocalDate? Day, Func<SqlSession, Task<T>> Write);
